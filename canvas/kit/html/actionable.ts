import { isObject, type JsonObject } from '../json.ts';
import { readText } from '../read.ts';
import { readHttpUrl } from '../url.ts';
import { type Attributes, type Html, tag } from './html.ts';

/** What makes an anchor of ours: a new tab that cannot reach back into this page. Undefined for all but http and https. */
export function linkTo(url: string): Attributes | undefined {
  if (readHttpUrl(url) === undefined) return undefined;
  return { href: url, target: '_blank', rel: 'noopener noreferrer' };
}

/**
 * A button or list item as what its action makes it: submit is a real button, a url a link. A sheet, a missing action, a
 * url that cannot be a link and anything disabled look the same and do nothing.
 */
export function actionable(
  component: JsonObject,
  isDisabled: boolean,
  look: Attributes,
  children: readonly Html[],
): Html {
  const action = isObject(component.action) ? component.action : undefined;
  if (action?.type === 'submit') {
    const submit = { 'data-ck-submit': readText(component.id), disabled: isDisabled };
    return tag('button', { type: 'button', ...look, ...submit }, ...children);
  }
  const link = action?.type === 'url' ? linkTo(readText(action.url)) : undefined;
  if (link !== undefined && !isDisabled) return tag('a', { ...look, ...link }, ...children);
  if (component.type === 'button') return tag('button', { type: 'button', ...look, disabled: true }, ...children);
  return tag('div', { ...look, 'aria-disabled': isDisabled ? 'true' : undefined }, ...children);
}
