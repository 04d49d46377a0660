/**
 * As many as Feishu lets start in one second, so that a small run waits for no answer. When each takes 400 ms, 20 are
 * in flight on average: a task that waits for its turn holds no socket.
 */
export const sideBySide = 50;

/** Tasks that wait without a place still take memory, so at most this many are begun and not done. */
const mostBegun = 10 * sideBySide;

/** A file is in memory as a whole while it is sent, and each layer down to the wire has a part of it besides. */
export const filesAtOnce = 4;
export const fileBytesAtOnce = 40 * 1_024 * 1_024;

/**
 * The places of one run, one for each task that it works on side by side. A task that waits for a limit leaves its
 * place to another. After its wait it takes a place at once, and nothing new begins until there is room again.
 */
export class Places {
	private taken = 0;

	/** Called when a place becomes free. */
	private waiting: Array<() => void> = [];

	/** Bytes of the files in memory, a small file counted as a quarter of all that there is room for. */
	private bytesHeld = 0;

	/** The turn of the latest file that has asked for room; the next file waits for it. */
	private lastFile: Promise<void> = Promise.resolve();

	private waitingForRoom?: () => void;

	/**
	 * Works on the tasks that `next` hands out, and returns the results in that order. The end is reached when `next`
	 * has none and none is being worked on. One task is worked on even without a free place: it may be part of another
	 * task, which holds a place already.
	 */
	async all<T, R>(next: () => T | undefined, work: (each: T) => Promise<R>): Promise<R[]> {
		const results: Array<Promise<R>> = [];
		let begun = 0;
		const end = () => {
			begun--;
			this.free();
		};
		for (;;) {
			while (begun === 0 || (begun < mostBegun && this.taken < sideBySide)) {
				const each = next();
				if (each === undefined) break;
				begun++;
				this.taken++;
				const result = work(each);
				result.then(end, end);
				results.push(result);
			}
			if (begun === 0) return await Promise.all(results);
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
	}

	/** Gives up the caller's place until the returned function is called. */
	leave(): () => void {
		let isAway = true;
		this.free();
		return () => {
			if (isAway) this.taken++;
			isAway = false;
		};
	}

	/**
	 * Waits until there is room in memory for one more file, in the order of asking; the returned function lets it go.
	 * A task that waits here holds no file, and keeps its place.
	 */
	async holdFile(size: number): Promise<() => void> {
		const bytes = Math.max(size, fileBytesAtOnce / filesAtOnce);
		const turn = this.lastFile.then(async () => {
			while (this.bytesHeld > 0 && this.bytesHeld + bytes > fileBytesAtOnce) {
				await new Promise<void>((resolve) => (this.waitingForRoom = resolve));
			}
			this.bytesHeld += bytes;
		});
		this.lastFile = turn;
		await turn;
		return () => {
			this.bytesHeld -= bytes;
			this.waitingForRoom?.();
		};
	}

	private free(): void {
		this.taken--;
		for (const wake of this.waiting.splice(0)) wake();
	}
}
