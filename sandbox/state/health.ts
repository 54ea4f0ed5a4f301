import { z } from 'zod';

const MAX_TEXT = 2084;

const text = z.string().min(1).max(MAX_TEXT);

/** How an app says it is doing in a workspace: what it pushes, and what it answers when it is asked. */
export const healthSchema = z
  .object({
    state: z.enum(['OK', 'UNHEALTHY', 'UNKNOWN']),
    message: text.nullish(),
    cta_type: z.enum(['URL_CTA', 'REINSTALL_CTA']).nullish(),
    cta_label: z.string().min(1).nullish(),
    cta_url: z
      .url({ protocol: /^https?$/ })
      .max(MAX_TEXT)
      .nullish(),
  })
  .refine(({ state, message }) => state !== 'UNHEALTHY' || message != null, {
    path: ['message'],
    error: 'is required when the state is UNHEALTHY',
  })
  .refine(({ cta_type: type, cta_label: label }) => type !== 'URL_CTA' || label != null, {
    path: ['cta_label'],
    error: 'is required for a URL_CTA',
  })
  .refine(({ cta_type: type, cta_url: url }) => type !== 'URL_CTA' || url != null, {
    path: ['cta_url'],
    error: 'is required for a URL_CTA',
  });

export interface Health {
  state: 'OK' | 'UNHEALTHY' | 'UNKNOWN';
  message: string | undefined;
  cta: { type: 'URL_CTA' | 'REINSTALL_CTA'; label: string | undefined; url: string | undefined } | undefined;
  atMs: number;
  /** `pushed` by the app on its own, or `asked` for by this sandbox. */
  learned: 'pushed' | 'asked';
}

export function healthOf(told: z.output<typeof healthSchema>, learned: Health['learned'], atMs: number): Health {
  const { state, message, cta_type: type, cta_label: label, cta_url: url } = told;
  const cta = type == null ? undefined : { type, label: label ?? undefined, url: url ?? undefined };
  return { state, message: message ?? undefined, cta, atMs, learned };
}
