/** Tells the benchmark where the server listens, and answers its questions about memory. */
export function reportReady(port: number, answer: (question: string) => unknown = () => undefined): void {
  process.on('message', (question: string) => {
    const answered = question === 'memory' ? process.memoryUsage().rss : answer(question);
    process.send?.({ question, answer: answered ?? null });
  });
  process.send?.({ port });
}
