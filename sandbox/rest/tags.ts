import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { deleteTag } from '../changes/tags.ts';
import { upsertTag } from '../state/tag.ts';
import { idSchema, readBody } from './read-body.ts';
import { needTag, type RestContext } from './rest-context.ts';

/** Making or renaming a tag; tagging companies or users through this operation is not offered. */
const tagSchema = z.strictObject({ name: z.string().trim().min(1), id: idSchema.optional() });

export function tagRoutes(rest: FastifyInstance, { state, callerOf }: RestContext): void {
  rest.get('/tags', async (request) => {
    const { workspace } = callerOf(request);
    return { type: 'list', data: [...workspace.tags.values()].map(({ id, name }) => ({ type: 'tag', id, name })) };
  });

  rest.get<{ Params: { tagId: string } }>('/tags/:tagId', async (request) => {
    const { id, name } = needTag(callerOf(request).workspace, request.params.tagId);
    return { type: 'tag', id, name };
  });

  rest.post('/tags', async (request) => {
    const { workspace } = callerOf(request);
    const wanted = readBody(tagSchema, request.body);
    const tag = wanted.id === undefined ? upsertTag(workspace, wanted.name) : needTag(workspace, wanted.id);
    if (wanted.id !== undefined) tag.name = wanted.name;
    return { type: 'tag', id: tag.id, name: tag.name, users: [], companies: [] };
  });

  rest.delete<{ Params: { tagId: string } }>('/tags/:tagId', async (request) => {
    const { workspace } = callerOf(request);
    deleteTag(state, workspace, needTag(workspace, request.params.tagId));
    return {};
  });
}
