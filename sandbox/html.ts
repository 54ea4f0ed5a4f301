const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe in text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A small page of the sandbox itself; `bodyHtml` is trusted. */
export function page(title: string, bodyHtml: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #f5f5f3; margin: 0; padding: 0 1rem; }
main { max-width: 32rem; margin: 10vh auto; padding: 2rem; background: #fff; border: 1px solid #ddd; border-radius: 12px; }
h1 { font-size: 1.25rem; margin-top: 0; }
fieldset { border: 0; padding: 0; margin: 1rem 0; }
legend { font-weight: 600; margin-bottom: .5rem; padding: 0; }
label { display: flex; gap: .6rem; padding: .6rem; border: 1px solid #ddd; border-radius: 8px; margin-bottom: .5rem; }
.muted { color: #595959; font-size: .875rem; overflow-wrap: anywhere; }
button { font: inherit; padding: .55rem 1.2rem; border-radius: 8px; border: 1px solid #1a1a1a; background: #fff; cursor: pointer; }
button.primary { background: #1a1a1a; color: #fff; }
button:focus-visible, input:focus-visible { outline: 3px solid #2f6fed; outline-offset: 2px; }
</style>
</head>
<body><main>${bodyHtml}</main></body>
</html>
`;
}
