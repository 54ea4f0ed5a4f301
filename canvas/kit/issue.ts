/** Stable codes: a program may switch on them; the messages may be reworded. */
export type IssueCode =
  | 'not_json'
  | 'unreadable'
  | 'cycle'
  | 'too_deep'
  | 'too_large'
  | 'wrong_type'
  | 'missing_property'
  | 'unknown_property'
  | 'unknown_component'
  | 'not_allowed'
  | 'empty_id'
  | 'duplicate_id'
  | 'too_few_options'
  | 'too_many_options'
  | 'unknown_option'
  | 'bad_url'
  | 'url_not_https'
  | 'action_not_allowed'
  | 'content_url_in_inbox'
  | 'first_canvas_primary_button'
  | 'first_canvas_too_tall';

/**
 * One thing Intercom (or its review) would refuse.
 *
 * `pointer` is an RFC 6901 pointer to something that is there: the offending value, or the object that lacks a property.
 * `got` names kinds, sizes, ids and enum values, never a text, a label or a url, because a canvas carries customers' data
 * and issues end up in logs.
 */
export interface Issue {
  pointer: string;
  code: IssueCode;
  /** What is wrong and what to do about it. */
  message: string;
  expected: string;
  got: string;
}
