import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './production.ts';

export interface Instruction {
  name: string;
  /** What follows the name, on one line. */
  text: string;
}

/** The instructions of the image's last stage, whose result is what runs, and of those before it. */
export function readDockerfile(): { built: Instruction[]; image: Instruction[] } {
  const instructions = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line): Instruction => {
      const [, name = '', text = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { name, text: text.replaceAll(/\s+/g, ' ') };
    });
  const last = instructions.findLastIndex(({ name }) => name === 'FROM');
  return { built: instructions.slice(0, last), image: instructions.slice(last) };
}

/** What the image takes from the repository: paths that stay what they are below the image's folder. */
export function copiedFromRepository(image: readonly Instruction[]): string[] {
  return image
    .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
    .map(({ text }) => text.split(' '))
    .flatMap((words) => words.slice(0, -1));
}
