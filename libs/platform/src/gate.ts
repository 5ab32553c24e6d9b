/** Lets one piece of work through at a time, in order of arrival. */
export class Gate {
  private last: Promise<unknown> = Promise.resolve();

  /** Waits for everything that came before, then does the work. */
  pass<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
