/** What a teammate has typed and chosen in a card, read from its markup. */

/**
 * The `input_values` of a submit: text of inputs and text areas, the option id of dropdowns and single-selects, the
 * option ids of checkboxes. A choice that was not made is left out.
 * @param {HTMLElement} card
 * @returns {Record<string, string | string[]>}
 */
export function readInputs(card) {
  const entries = [...card.querySelectorAll('[data-ck-input]')].map((element) => [
    element.dataset.ckInput,
    readValue(element),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function readValue(element) {
  switch (element.dataset.ckKind) {
    case 'checkbox':
      return [...element.querySelectorAll('input:checked')].map((box) => box.dataset.ckOption);
    case 'single-select':
      return element.querySelector('[aria-pressed="true"], input:checked')?.dataset.ckOption;
    case 'dropdown':
      return element.value === '' ? undefined : element.value;
    default:
      return element.value;
  }
}

/** A single-select that submits takes the clicked option as its value; any other button changes nothing. */
export function pressOption(button) {
  if (button.dataset.ckOption === undefined) return;
  const options = button.closest('[data-ck-input]')?.querySelectorAll('[data-ck-option]') ?? [];
  for (const option of options) option.setAttribute('aria-pressed', String(option === button));
}

/** The button that stands in the same row as an input and submits it. */
export function inlineButtonOf(element) {
  if (element.dataset.ckKind !== 'input') return undefined;
  const buttons = element.parentElement.querySelectorAll('[data-ck-submit]');
  return [...buttons].find((button) => button.dataset.ckSubmit === element.dataset.ckInput);
}
