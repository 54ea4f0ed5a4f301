/** What a reader sees of a page, links with where they lead; one line for each block. */
export function pageText(page: string): string {
  return page
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs, '[$2]($1)')
    .replace(/<(p|h1|h2|li|dt)\b/g, '\n<$1')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}
