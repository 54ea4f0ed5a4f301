import { describe, expect, it } from 'vitest';
import { ACME, refusal, sandboxUnderTest } from './sandbox-under-test.ts';

function withCalls() {
  const sandbox = sandboxUnderTest();
  const calls = [...sandbox.workspaceOf(ACME).calls.values()];
  const pick = (test: (call: (typeof calls)[number]) => boolean) => {
    const found = calls.find(test);
    if (found === undefined) throw new Error('There is no such call');
    return found;
  };
  return { ...sandbox, call: sandbox.client(ACME), pick };
}

describe('calls', () => {
  it('are of every kind: answered, missed, declined, abandoned, deflected, voicemail, outbound, under way', async () => {
    const { call } = withCalls();
    const { body } = await call('GET', '/calls');
    const kinds = new Set(
      body.data.map((each: { ended_reason: string | null; state: string }) => each.ended_reason ?? each.state),
    );
    expect([...kinds].sort()).toEqual([
      ...['abandoned', 'answered', 'declined', 'deflected', 'in_progress', 'missed', 'voicemail'],
    ]);
    expect(body.data.some((each: { direction: string }) => each.direction === 'outbound')).toBe(true);
  });

  it('tell their times in seconds and leave out those that have not come', async () => {
    const { call, pick } = withCalls();
    const running = (await call('GET', `/calls/${pick(({ state }) => state === 'in_progress').id}`)).body;
    expect(running).toMatchObject({
      type: 'call',
      call_type: 'phone',
      state: 'in_progress',
      ended_reason: null,
      recording_url: null,
    });
    expect(running).not.toHaveProperty('ended_at');
    const missed = (await call('GET', `/calls/${pick(({ endedReason }) => endedReason === 'missed').id}`)).body;
    expect(missed).not.toHaveProperty('answered_at');
    expect(missed.ended_at).toBeGreaterThan(missed.initiated_at);
    expect(refusal(await call('GET', '/calls/1'))).toEqual([404, 'error.list', 'not_found']);
  });

  it('have a transcript as text, or none', async () => {
    const { call, pick } = withCalls();
    const told = await call('GET', `/calls/${pick(({ transcript }) => transcript.length > 0).id}/transcript`);
    expect(told.headers['content-type']).toContain('text/plain');
    expect(told.headers['content-disposition']).toMatch(
      /^attachment; filename=transcription_data-\d{4}-\d\d-\d\d\.txt$/,
    );
    expect(told.text.split('\n')[0]).toBe('[00:00:03] Teammate 1: "Hello, Acme Support, Bo speaking. How can I help?"');
    const silent = await call('GET', `/calls/${pick(({ transcript }) => transcript.length === 0).id}/transcript`);
    expect(refusal(silent)).toEqual([404, 'error.list', 'not_found']);
  });

  it('are found by conversation, with transcripts, for one to twenty conversations', async () => {
    const { call, pick } = withCalls();
    const [told, silent] = [
      pick(({ transcript }) => transcript.length > 0),
      pick(({ transcript }) => transcript.length === 0),
    ];
    const { body } = await call('POST', '/calls/search', {
      conversation_ids: [told.conversationId, Number(silent.conversationId)],
    });
    expect(body.data.map((each: { id: string }) => each.id).sort()).toEqual([told.id, silent.id].sort());
    const transcripts = Object.fromEntries(body.data.map((each: { id: string }) => [each.id, each]));
    expect(transcripts[told.id]).toMatchObject({
      transcript_status: 'completed',
      transcript: [{ text: expect.any(String) }, {}, {}, {}],
    });
    expect(transcripts[silent.id]).toMatchObject({ transcript_status: null, transcript: [{}] });
    for (const count of [0, 21]) {
      const ids = Array.from({ length: count }, (_, index) => String(index));
      const refused = await call('POST', '/calls/search', { conversation_ids: ids });
      expect(refusal(refused)).toEqual([400, 'error.list', 'conversation_id_limit_exceeded']);
    }
  });

  it('cannot be made', async () => {
    expect((await withCalls().call('POST', '/calls', { phone: '+15551234567' })).status).toBe(404);
  });
});

describe('a recording', () => {
  it('is a redirect to an address that plays for ten minutes', async () => {
    const { call, pick, ask, time } = withCalls();
    const redirect = await call('GET', `/calls/${pick(({ hasRecording }) => hasRecording).id}/recording`);
    expect(redirect.status).toBe(302);
    const location = new URL(redirect.headers.location ?? '');
    expect(location.pathname).toMatch(/^\/media\/recordings\/\d+\.wav$/);
    const played = await ask('GET', location.pathname + location.search);
    expect([played.status, played.headers['content-type']]).toEqual([200, 'audio/wav']);
    expect(played.text.slice(0, 4)).toBe('RIFF');
    time.nowMs += 10 * 60_000;
    expect((await ask('GET', location.pathname + location.search)).status).toBe(403);
  });

  it('plays for nobody who changed the address', async () => {
    const { call, pick, ask } = withCalls();
    const redirect = await call('GET', `/calls/${pick(({ hasRecording }) => hasRecording).id}/recording`);
    const location = new URL(redirect.headers.location ?? '');
    expect((await ask('GET', location.pathname)).status).toBe(403);
    expect((await ask('GET', `/media/recordings/9.wav${location.search}`)).status).toBe(403);
    location.searchParams.set('expires', String(Number(location.searchParams.get('expires')) + 1));
    expect((await ask('GET', location.pathname + location.search)).status).toBe(403);
  });

  it('that was not made is not found', async () => {
    const { call, pick } = withCalls();
    const answer = await call('GET', `/calls/${pick(({ hasRecording }) => !hasRecording).id}/recording`);
    expect(refusal(answer)).toEqual([404, 'error.list', 'not_found']);
    expect(answer.body.errors[0].message).toBe('Recording Not Found');
  });
});
