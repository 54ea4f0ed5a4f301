import type { IssueCode } from '../../canvas/kit/issue.ts';
import { code, table } from './markdown.ts';

/** A code without words does not compile. */
const WORDS: Readonly<Record<IssueCode, string>> = {
  not_json: 'a value that JSON does not have: `undefined` in an array, `NaN`, a function, an instance of a class',
  unreadable: 'a property that throws when it is read',
  cycle: 'an object that contains itself',
  too_deep: 'more levels of arrays and objects than are checked',
  too_large: 'more bytes of JSON than Intercom takes',
  wrong_type: 'a value of another type than the property has',
  missing_property: 'a property that has to be there is not',
  unknown_property: 'a property that Canvas Kit does not have',
  unknown_component: 'a component that Canvas Kit does not have',
  not_allowed: 'none of the values that the property can have',
  empty_id: 'an id of no characters',
  duplicate_id: 'an id that another component of the canvas, or another option of the component, has already',
  too_few_options: 'fewer options than the component needs',
  too_many_options: 'more options than the component takes',
  unknown_option: 'a value that is the id of no option',
  bad_url: 'no absolute http or https url',
  url_not_https: 'http where https is needed; what is only opened may be http on localhost',
  action_not_allowed: 'an action that this component, or this location, does not have',
  content_url_in_inbox: 'a live canvas, which only the Messenger has',
  first_canvas_primary_button: 'a primary button on the first canvas in the inbox: refused in review',
  first_canvas_too_tall: 'a first canvas in the inbox that is taller than review allows',
};

export const issueTable = (): string =>
  table(
    ['code', 'found'],
    Object.entries(WORDS).map(([name, words]) => [code(name), words]),
  );
