import { type Html, html } from '../http/html.ts';
import type { Page } from '../http/page.ts';
import { schemaTable } from './api-schema-table.ts';
import type { DescribedOperation, OpenApiDocument } from './openapi.ts';
import { PROBLEMS } from './problems.ts';

/** The document for people to read: no script, and everything from the document itself. */
export function apiPage(document: OpenApiDocument): Page {
  const { info, paths, components, servers } = document;
  const origin = servers[0]?.url ?? '';
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return {
    title: info.title,
    body: html`<h1>${info.title}</h1>
<p>${info.description}</p>
<p>For programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI ${document.openapi}).</p>
<h2 id="keys">Keys</h2>
<p>Every request needs an API key of the workspace. Whoever runs Callcard makes it, and takes it back, on the command line; it is shown once:</p>
<pre><code>npm run keys -- create --workspace WORKSPACE --name "Aircall dialer"
npm run keys -- list --workspace WORKSPACE
npm run keys -- revoke --workspace WORKSPACE KEY_ID</code></pre>
<p>Send it as a header, <code>Authorization: Bearer cck_...</code>, and keep it out of browsers and apps: whoever has it can read who your customers are.</p>
<h2 id="operations">Operations</h2>
<ul>${operations.map(
      ({ method, path, operation }) => html`
<li><a href="#${operation.operationId}">${operation.summary}</a>: <code>${method} ${path}</code></li>`,
    )}
</ul>
${operations.map(({ method, path, operation }) => operationSection(operation, { method, path, origin }))}
<h2 id="problems">Problems</h2>
<p>An answer that is no success has an <code>error</code> with a <code>code</code> that never changes, a <code>message</code>, what to do <code>next</code>, and the <code>requestId</code> that the log of Callcard has too.</p>
<dl class="terms">${Object.entries(PROBLEMS).map(
      ([code, { status, message, next }]) => html`
<dt id="${code}"><code>${code}</code> ${status}</dt>
<dd>${message} ${next}</dd>`,
    )}
</dl>
<h2 id="schemas">Schemas</h2>
${Object.entries(components.schemas).map(([name, schema]) => schemaTable(name, schema))}`,
  };
}

function operationSection(
  operation: DescribedOperation,
  { method, path, origin }: { method: string; path: string; origin: string },
): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const sent = requestBody?.content['application/json'];
  const url = parameters.reduce(
    (text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(example)),
    path,
  );
  return html`
<h3 id="${operationId}">${summary}</h3>
<p><code>${method} ${path}</code></p>
<p>${description}</p>
${parameters.map(({ name, description: what }) => html`<p><code>${name}</code>: ${what}</p>`)}
<pre><code>${curlLine(method, origin + url, sent?.example)}</code></pre>
${Object.entries(responses).flatMap(([status, response]) => successSection(status, response))}
<p>Problems: ${Object.values(responses).flatMap(problemLinks)}</p>`;
}

type Response = DescribedOperation['responses'][string];

function successSection(status: string, { description, content }: Response): Html[] {
  const { example } = content['application/json'];
  if (example === undefined) return [];
  const section = html`<h4>${status}</h4>
<p>${description}</p>
<pre><code>${JSON.stringify(example, undefined, 2)}</code></pre>`;
  return [section];
}

const problemLinks = ({ content }: Response): Html[] =>
  Object.keys(content['application/json'].examples ?? {}).map(
    (code) => html`<a href="#${code}"><code>${code}</code></a> `,
  );

/** For a shell of the POSIX kind; nothing in the examples has an apostrophe. */
function curlLine(method: string, url: string, body: unknown): string {
  const key = `-H "Authorization: Bearer $CALLCARD_KEY"`;
  if (body === undefined) return `curl ${url} \\\n  ${key}`;
  return `curl -X ${method} ${url} \\\n  ${key} \\\n  -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(body)}'`;
}
