/**
 * Canvas Kit components as plain factories: what they return is the wire JSON, nothing else.
 * Property names are Intercom's own, so a component reads the same here, on the wire and in Intercom's reference
 * (developers.intercom.com/docs/references/canvas-kit).
 */

export interface SubmitAction {
  type: 'submit';
}
export interface UrlAction {
  type: 'url';
  url: string;
}
/** Opens a sheet. Only the Messenger can do that; the validator refuses it in the inbox. */
export interface SheetAction {
  type: 'sheet';
  url: string;
}
export type Action = SubmitAction | UrlAction | SheetAction;

export type SaveState = 'unsaved' | 'saved' | 'failed';

export interface TextComponent {
  type: 'text';
  text: string;
  id?: string;
  align?: 'left' | 'center' | 'right';
  style?: 'header' | 'paragraph' | 'muted' | 'error';
  bottom_margin?: 'none';
}
export interface ButtonComponent {
  type: 'button';
  id: string;
  label: string;
  action: Action;
  style?: 'primary' | 'secondary' | 'link';
  disabled?: boolean;
}
export interface InputComponent {
  type: 'input';
  id: string;
  label?: string;
  placeholder?: string;
  value?: string;
  action?: Action;
  save_state?: SaveState;
  disabled?: boolean;
}
export interface TextareaComponent {
  type: 'textarea';
  id: string;
  label?: string;
  placeholder?: string;
  value?: string;
  error?: boolean;
  disabled?: boolean;
}
export interface OptionComponent {
  type: 'option';
  id: string;
  text: string;
  disabled?: boolean;
}
export interface DropdownComponent {
  type: 'dropdown';
  id: string;
  options: OptionComponent[];
  label?: string;
  value?: string;
  save_state?: SaveState;
  disabled?: boolean;
}
export interface SingleSelectComponent {
  type: 'single-select';
  id: string;
  options: OptionComponent[];
  label?: string;
  value?: string;
  save_state?: SaveState;
  disabled?: boolean;
  action?: Action;
}
export interface CheckboxComponent {
  type: 'checkbox';
  id: string;
  options: OptionComponent[];
  label: string;
  value?: string[];
  save_state?: SaveState;
  disabled?: boolean;
}
export interface ListItem {
  type: 'item';
  id: string;
  title: string;
  subtitle?: string;
  tertiary_text?: string;
  image?: string;
  image_width?: number;
  image_height?: number;
  rounded_image?: boolean;
  disabled?: boolean;
  action?: Action;
}
export interface ListComponent {
  type: 'list';
  items: ListItem[];
  disabled?: boolean;
}
export interface ImageComponent {
  type: 'image';
  url: string;
  width: number;
  height: number;
  id?: string;
  align?: 'left' | 'center' | 'right' | 'full_width';
  rounded?: boolean;
  bottom_margin?: 'none';
  action?: UrlAction;
}
export interface FieldValue {
  type: 'field-value';
  field: string;
  value: string;
}
export interface DataTableComponent {
  type: 'data-table';
  items: FieldValue[];
}
export interface DividerComponent {
  type: 'divider';
  id?: string;
  bottom_margin?: 'none';
}
export interface SpacerComponent {
  type: 'spacer';
  id?: string;
  size?: 'xs' | 's' | 'm' | 'l' | 'xl';
}

export type Component =
  | TextComponent
  | ButtonComponent
  | InputComponent
  | TextareaComponent
  | DropdownComponent
  | SingleSelectComponent
  | CheckboxComponent
  | ListComponent
  | ImageComponent
  | DataTableComponent
  | DividerComponent
  | SpacerComponent;

/** What Intercom draws. `stored_data` comes back with the next request as `current_canvas.stored_data`. */
export interface Canvas {
  content: { components: Component[] };
  stored_data?: Record<string, unknown>;
}

type Without<T, K extends PropertyKey> = Omit<T, K | 'type'>;

export const submit = (): SubmitAction => ({ type: 'submit' });
export const openUrl = (url: string): UrlAction => ({ type: 'url', url });
export const openSheet = (url: string): SheetAction => ({ type: 'sheet', url });

export const text = (content: string, rest: Without<TextComponent, 'text'> = {}): TextComponent => ({
  type: 'text',
  text: content,
  ...rest,
});
export const button = (rest: Without<ButtonComponent, never>): ButtonComponent => ({ type: 'button', ...rest });
export const input = (rest: Without<InputComponent, never>): InputComponent => ({ type: 'input', ...rest });
export const textarea = (rest: Without<TextareaComponent, never>): TextareaComponent => ({ type: 'textarea', ...rest });
export const option = (id: string, label: string, rest: { disabled?: boolean } = {}): OptionComponent => ({
  type: 'option',
  id,
  text: label,
  ...rest,
});
export const dropdown = (rest: Without<DropdownComponent, never>): DropdownComponent => ({ type: 'dropdown', ...rest });
export const singleSelect = (rest: Without<SingleSelectComponent, never>): SingleSelectComponent => ({
  type: 'single-select',
  ...rest,
});
export const checkbox = (rest: Without<CheckboxComponent, never>): CheckboxComponent => ({ type: 'checkbox', ...rest });
export const item = (rest: Without<ListItem, never>): ListItem => ({ type: 'item', ...rest });
export const list = (items: ListItem[], rest: { disabled?: boolean } = {}): ListComponent => ({
  type: 'list',
  items,
  ...rest,
});
export const image = (rest: Without<ImageComponent, never>): ImageComponent => ({ type: 'image', ...rest });
export const fieldValue = (field: string, value: string): FieldValue => ({ type: 'field-value', field, value });
export const dataTable = (items: FieldValue[]): DataTableComponent => ({ type: 'data-table', items });
export const divider = (rest: Without<DividerComponent, never> = {}): DividerComponent => ({
  type: 'divider',
  ...rest,
});
export const spacer = (rest: Without<SpacerComponent, never> = {}): SpacerComponent => ({ type: 'spacer', ...rest });

export const canvas = (components: Component[], storedData?: Record<string, unknown>): Canvas =>
  storedData === undefined ? { content: { components } } : { content: { components }, stored_data: storedData };
