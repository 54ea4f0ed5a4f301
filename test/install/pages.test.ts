import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html } from '../../server/http/html.ts';
import { renderPage } from '../../server/http/page.ts';
import { FAILURE_STATUS, type InstallFailureCode } from '../../server/install/failures.ts';
import { failurePage } from '../../server/install/pages.ts';
import { meAnswer } from './fake-oauth.ts';
import { pageText } from './page-text.ts';
import { setUp } from './set-up.ts';

describe('the text of', () => {
  test.each([
    ['the first page', '/', 'home'],
    ['the page for a region that does not exist', '/install?region=mars&from=appstore', 'unknown-region'],
    ['the page after connecting, for nobody in particular', '/connected', 'connected-generic'],
  ])('%s', async (_name, path, file) => {
    const { browser } = await setUp();
    await expect(pageText((await browser.get(path)).body)).toMatchFileSnapshot(`texts/${file}.txt`);
  });

  test('the page after connecting', async () => {
    const { browser } = await setUp();
    await browser.install();
    const text = pageText((await browser.get('/connected')).body);
    await expect(text.replaceAll(/:\d+\//g, ':PORT/')).toMatchFileSnapshot('texts/connected.txt');
  });

  test.each(Object.keys(FAILURE_STATUS) as InstallFailureCode[])('the page for %s', async (code) => {
    const page = renderPage(failurePage(code, { region: 'eu', source: 'website' }));
    await expect(pageText(page)).toMatchFileSnapshot(`texts/${code.replaceAll('_', '-')}.txt`);
  });
});

test.each(['mars', '', 'us&region=eu', '%00'])(
  'a region that does not exist (%s) is answered with the three that do',
  async (region) => {
    const { browser } = await setUp();
    const visit = await browser.get(`/install?region=${region}&from=appstore`);
    expect(visit.status).toBe(400);
    for (const known of ['us', 'eu', 'au']) expect(visit.body).toContain(`/install?region=${known}&amp;from=appstore`);
  },
);

test('a workspace cannot put markup into a page', async () => {
  const { browser, intercom } = await setUp();
  intercom.onMe = () => meAnswer({ app: { name: '<script>alert(1)</script>"\'', timezone: '<img src=x>' } });
  await browser.install();
  const { body } = await browser.get('/connected');
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;');
  expect(body).not.toMatch(/<script|<img src=x/);
});

test('no page has a script, an inline style or a form, so the strictest content policy fits', async () => {
  const { browser } = await setUp();
  for (const path of ['/', '/install?region=mars', '/oauth/callback', '/connected']) {
    expect((await browser.get(path)).body).not.toMatch(/<(script|style|form)|\s(style|on\w+)=/i);
  }
});

test('all that a page links to on this site is there, and may be kept for long', async () => {
  const { browser } = await setUp();
  const { body } = await browser.get('/');
  const links = [...body.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, path]) =>
    (path ?? '').replaceAll('&amp;', '&'),
  );
  expect(links.filter((path) => path.startsWith('/assets/'))).toHaveLength(3);
  for (const path of links) expect((await browser.get(path)).status, path).toBeLessThan(400);
  const stylesheet = await browser.get(links.find((path) => path.includes('.css')) ?? '');
  expect(stylesheet.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

describe('the template for pages', () => {
  test('lets no text become markup, wherever it is put', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { markup } = html`<p title="${text}">${[html`<b>${text}</b>`]}</p>`;
        expect(markup.match(/[<>]/g)).toHaveLength(8);
        expect(markup.match(/"/g)).toHaveLength(2);
      }),
    );
  });

  test('does not trust an object that only looks like markup', () => {
    const lookalike = JSON.parse('{"markup":"<b>bold</b>"}');
    expect(html`${lookalike}`.markup).toBe('&lt;b&gt;bold&lt;/b&gt;');
  });

  test('keeps what was text readable as that text', () => {
    expect(html`${'Fish & "Chips"'} ${3}${undefined}`.markup).toBe('Fish &amp; &quot;Chips&quot; 3');
  });
});
