const SAMPLES_PER_SECOND = 8000;
const HEADER_BYTES = 44;

/** A valid mono 8-bit PCM WAV of two alternating tones, quiet enough for an office. */
export function toneWav(durationSeconds: number): Buffer {
  const sampleCount = Math.round(durationSeconds * SAMPLES_PER_SECOND);
  const wav = Buffer.alloc(HEADER_BYTES + sampleCount);
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(sampleCount, 40);
  for (let sample = 0; sample < sampleCount; sample += 1) {
    const hertz = Math.floor(sample / (SAMPLES_PER_SECOND / 2)) % 2 === 0 ? 440 : 550;
    const angle = (2 * Math.PI * hertz * sample) / SAMPLES_PER_SECOND;
    wav[HEADER_BYTES + sample] = 128 + Math.round(24 * Math.sin(angle));
  }
  return wav;
}
