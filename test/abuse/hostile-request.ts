import type { Canvas } from '../../canvas/kit/components.ts';
import type { Random } from './random.ts';
import type { RealRequests } from './real-requests.ts';

export type Headers = Record<string, string | string[]>;

/** A request that nobody at Intercom, and no browser, would send. */
export interface HostileRequest {
  /** What is wrong with it, for whoever looks into a failure. */
  kind: string;
  method: string;
  url: string;
  headers: Headers;
  body: Buffer | undefined;
  /** `right`: over these very bytes, by Intercom's own secret. */
  signature: 'right' | 'wrong' | 'none';
  /** Whether it is so odd as HTTP that it may be refused as such, before anybody looks at it. */
  oddHttp: boolean;
  /** Who sends it. */
  remoteAddress: string;
}

export type Drawn = Pick<HostileRequest, 'kind' | 'url' | 'headers' | 'body' | 'signature'>;

export interface Answer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: string;
}

/** What the requests are made of. */
export interface World {
  /** Intercom's. */
  secret: string;
  canvas: RealRequests;
  /** Under another id when its signature is wrong, to be told apart afterwards. */
  notification: Record<'right' | 'wrong', RealRequests>;
  /** A notice that is signed is true: it names nobody. One that is not names a workspace that is connected. */
  uninstall: Record<'right' | 'wrong', RealRequests>;
  health: RealRequests;
  /** Of the workspace that is connected. */
  sealedToken: string;
  workspaceName: string;
  /** As on the card of a call. */
  callReference: string;
  /** To Callcard's own API. */
  apiKey: string;
}

/** A route as the app registers it, and how it is attacked. */
export interface HostileRoute {
  methods: readonly [string, ...string[]];
  url: string;
  /** How often it is drawn, compared with the others. */
  share: number;
  draw(random: Random, world: World): Drawn;
  /** What is wrong with the answer; undefined: nothing. */
  problemWith(answer: Answer, request: HostileRequest, world: World): string | undefined;
}

export type CanvasAnswer = { canvas: Canvas };
