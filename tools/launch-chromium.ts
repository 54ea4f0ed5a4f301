import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/**
 * Starts a headless browser that came with `npm install`: nothing is downloaded and no system library but libc's own is
 * needed. `CHROMIUM_PATH` names another browser; where the packaged one cannot run (it is built for Linux on x64), the
 * Chrome that is installed there is used.
 */
export async function launchChromium(): Promise<Browser> {
  const ownPath = process.env.CHROMIUM_PATH;
  if (ownPath !== undefined && ownPath !== '') return chromium.launch({ executablePath: ownPath, args: launchArgs });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });

  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: launchArgs,
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      // The packaged font and no other: a page is laid out the same on every machine.
      FONTCONFIG_PATH: folder,
    },
  });
}

/** The tests run as root in containers, where Chromium's own sandbox and a large /dev/shm are seldom to be had. */
const launchArgs = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/** Unpacks once a machine and version, and answers with the folder. Safe for any number of processes at once. */
async function unpacked(): Promise<string> {
  const folder = join(tmpdir(), `callcard-chromium-${await packagedVersion()}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;

  // Unpacked beside its place and moved there in one step, so that nobody ever starts half a browser.
  const staging = await mkdtemp(join(tmpdir(), 'callcard-chromium-staging-'));
  try {
    await unpackInto(staging);
    await writeFile(join(staging, 'fonts.conf'), fontsConf(folder));
    await mkdir(join(staging, 'fonts-cache'));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * The package chooses where and what to unpack by environment variables only, read as it is loaded: hence a process of
 * its own. Naming a Lambda runtime makes it bring the libraries (NSS, expat) that a bare machine lacks.
 */
async function unpackInto(folder: string): Promise<void> {
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
}

async function packagedVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const manifest: unknown = JSON.parse(await readFile(join(entry, '..', '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
}

const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
