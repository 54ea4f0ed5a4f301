/** Tells the benchmark where the server listens, and answers its questions about memory (bytes) and time (us of a core). */
export function reportReady(port: number, answer: (question: string) => unknown = () => undefined): void {
  process.on('message', (question: string) => {
    process.send?.({ question, answer: usage[question]?.() ?? answer(question) ?? null });
  });
  process.send?.({ port });
}

const usage: Record<string, () => number> = {
  memory: () => process.memoryUsage().rss,
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};
