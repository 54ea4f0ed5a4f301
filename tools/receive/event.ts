/** Whom and what a sample is about. What is undefined is left out, or made up where Intercom always sends it. */
export interface Subject {
  workspaceId: string;
  region: string;
  admin: { id: string; name: string | undefined };
  conversationId: string | undefined;
}

/** What a teammate did, for the events that are about a click. */
export interface Click {
  componentId: string | undefined;
  inputValues: Readonly<Record<string, unknown>>;
}

export interface Answer {
  status: number;
  body: string;
}

export interface Reading {
  lines: string[];
  /** False when Intercom, or a teammate, would be worse off for it. */
  good: boolean;
}

/** One kind of request that Intercom makes. */
export interface ReceivedEvent {
  name: string;
  /** One line for the help. */
  what: string;
  path: string;
  /** Whether `--component` and `--input` mean something to it. */
  clickable: boolean;
  /** For what nobody would want to do to whichever workspace comes first. */
  needsWorkspace: boolean;
  sample(subject: Subject, click: Click): unknown;
  /** The header that proves that Intercom sent these bytes. */
  sign(body: string, clientSecret: string): Record<string, string>;
  /** Reads an answer whose status is 200. */
  read(body: string): Reading;
}
