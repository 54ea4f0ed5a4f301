import { writeFile } from 'node:fs/promises';
import { renderText } from '../../canvas/kit/render-text.ts';
import { validateCanvas } from '../../canvas/kit/validate.ts';
import { nameOf } from '../shell/read-text.ts';
import { oneLine, type Streams } from '../shell/streams.ts';
import { reasonOf, UnusableError } from '../shell/unusable-error.ts';
import type { ShowCommand } from './command-line.ts';
import { canvasPage } from './page.ts';
import { readInput } from './read-input.ts';
import { understand } from './understand.ts';

/** Prints the canvas as text, or writes it as a page, as a picture or both. Throws UnusableError. */
export async function runShow(command: ShowCommand, streams: Streams): Promise<number> {
  const { what, canvas } = understand(await readInput(command.file, streams.stdin));
  const note = (text: string) => streams.stderr.write(`${oneLine(text)}\n`);
  note(`Read ${nameOf(command.file)} as ${what}.`);
  if (!hasContent(canvas)) {
    const message =
      'There are no components to show. A live canvas is drawn from what its content_url answers: show that answer.';
    throw new UnusableError('nothing_to_show', message);
  }
  // What only the Messenger takes is no reason to warn: showing does not ask where the canvas is for.
  const mistakes = validateCanvas(canvas, { location: 'messenger', first: false }).length;
  if (mistakes > 0) note(`It has ${mistakes === 1 ? '1 issue' : `${mistakes} issues`}; validate tells which.`);

  if (command.html === undefined && command.pngOut === undefined) streams.stdout.write(`${renderText(canvas)}\n`);
  if (command.html !== undefined) {
    const page = await canvasPage(canvas);
    if (command.html.out === undefined) streams.stdout.write(page);
    else await save(command.html.out, page, note);
  }
  if (command.pngOut !== undefined) await save(command.pngOut, await picture(canvas, note), note);
  return 0;
}

const hasContent = (canvas: unknown): boolean => typeof canvas === 'object' && canvas !== null && 'content' in canvas;

async function save(file: string, content: string | Buffer, note: (text: string) => void): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    const message = `${file} cannot be written: ${reasonOf(error)}. Name a file in a folder that is there.`;
    throw new UnusableError('unwritable_output', message, { cause: error });
  }
  note(`Wrote ${file}`);
}

/** The browser and its driver are loaded only here: everything else starts at once and works without them. */
async function picture(canvas: unknown, note: (text: string) => void): Promise<Buffer> {
  const { browser, drawPng } = await startBrowser();
  try {
    const { png, complete } = await drawPng(browser, await canvasPage(canvas));
    if (!complete) note('Drawn without a picture that could not be loaded.');
    return png;
  } finally {
    await browser.close();
  }
}

async function startBrowser() {
  try {
    const { launchChromium } = await import('../launch-chromium.ts');
    const { drawPng } = await import('./draw-png.ts');
    return { browser: await launchChromium(), drawPng };
  } catch (error) {
    // The driver answers with pages of log; what is wrong is in the first line.
    const [reason] = reasonOf(error).split('\n');
    const message = `Chromium does not start: ${reason}. Name one that does in CHROMIUM_PATH, or use --html.`;
    throw new UnusableError('no_browser', message, { cause: error });
  }
}
