/**
 * After this many full windows without a refusal the whole limit is tried, even from nothing. The first windows hardly
 * try more: the sixth is the first in which 50 become 51.
 */
const windowsToTheWhole = 18;

/** A refusal within this many full windows after another says that the remaining share is still too large. */
const soon = 2;

/** The factor of the share at such a refusal, once it is known how many processes there are. */
const decrease = 0.9;

/** A process that got less than one among so many would get has no share: it came when the window was full. */
const mostProcesses = 8;

/**
 * A process that has the whole limit yields one request of a window to others each time that so many full windows have
 * passed. Of Feishu's minute of 1,000 requests it is the first second of the next one.
 */
const betweenYields = 20;

/** The share of a process that knows that there are others, but not how many. */
const half = 0.5;

/**
 * A process that got this part of its first window shares it with hardly anyone. Two thirds are enough in a later
 * window, which may have begun too early because the network has become quicker.
 */
const alone = 0.9;

/** Knowledge of the other processes: none; that there are some; how many there are. */
type Knowledge = 'nothing' | 'some' | 'howMany';

/**
 * The part of a limit that this process takes. Processes that share an app do not know of each other; all that tells
 * one of the others is a refusal while it keeps within the limit itself.
 *
 * - Until then it takes all.
 * - The first refusal tells that there are others, but not how many: a process that began a moment earlier has more of
 *   the window. Each takes half. All were refused in the same moment, and so begin the next window together.
 * - The next refusal then tells how many share: a window is full, and holds so many requests of this process. 12 of 50
 *   means four, and each takes a quarter.
 * - Then it tries more, with the cube of the windows that pass without a refusal (as CUBIC does, RFC 9438): little for
 *   a while, and all again when the others have ended. A refusal takes back what was tried; one soon after another
 *   takes a tenth of the rest.
 * - Where nearly nothing was accepted, others have it all. That takes back what was tried and no more; the limiter then
 *   asks once in a window whether they still do. A process that does not know how many they are tries all as soon as one
 *   request is accepted.
 * - A process that has it all yields a request now and then, and so notices a later process: that one asks, is accepted,
 *   and makes the limit too small for the next window.
 */
export class Share {
	private knows: Knowledge = 'nothing';

	/** The part that this process has for certain, from more than 0 to 1. */
	private left = 1;

	/** The part that this process takes, with what it tries beyond `left`. */
	private part = 1;

	/** Full windows since the latest refusal. */
	private windows = 0;

	/** How many of them had passed at the latest yield; 0 before the first one. */
	private yieldedAt = 0;

	private full = false;

	/** As it was before the latest burst of refusals. */
	private before = this.state;

	/** `requests` is what the limit allows all processes in one window. */
	constructor(private readonly requests: number) {}

	/** How many requests this process may have in one window; one at least. */
	get most(): number {
		return Math.max(1, Math.floor(this.requests * this.part));
	}

	/** How many of them are within the certain share; the others are tries. */
	get certain(): number {
		return Math.max(1, Math.floor(this.requests * this.left));
	}

	/** Whether one request in a window is to ask if others still have the whole limit. */
	get othersHaveAll(): boolean {
		return this.full;
	}

	/** Whether the window that begins now leaves one request to others. `true` counts as a yield. */
	yields(): boolean {
		// The sum of many fractions of a window falls a little short of a whole number.
		const isDue =
			this.part === 1 && this.windows - this.yieldedAt > betweenYields - 0.5 / this.requests;
		if (isDue) this.yieldedAt = this.windows;
		return isDue;
	}

	/** Feishu's limit has let a request pass, whatever became of it. */
	accepted(): void {
		if (this.full && this.knows !== 'howMany') {
			this.knowOfSome();
			this.part = 1;
		}
		this.full = false;
	}

	succeeded(): void {
		this.windows += 1 / this.most;
		const tried = this.left + (this.windows / windowsToTheWhole) ** 3;
		this.part = Math.min(1, Math.max(this.part, tried));
	}

	/**
	 * Feishu has refused a request, and counts `accepted` others of this process in the same window. Several refusals
	 * of one burst are one: the `first` decides, and the others only tell `accepted` better.
	 */
	refused(accepted: number, isFirst: boolean): void {
		if (isFirst) this.before = this.state;
		const { knows, left, windows, yieldedAt } = this.before;
		this.full = accepted <= (knows === 'nothing' ? 0 : this.requests / mostProcesses);
		this.knows = knows;
		this.left = left;
		const isTaken = yieldedAt > 0 && windows - yieldedAt < soon;
		if (!this.full) this.learn(accepted, windows, isTaken);
		this.part = this.left;
		this.windows = 0;
		this.yieldedAt = 0;
	}

	private get state() {
		const { knows, left, windows, yieldedAt } = this;
		return { knows, left, windows, yieldedAt };
	}

	/** `isTaken` says that another process has taken the yielded request. */
	private learn(accepted: number, windows: number, isTaken: boolean): void {
		if (this.knows === 'nothing') {
			const isAlone =
				windows < 1 ? accepted >= alone * this.requests : this.shareOf(accepted) === 1;
			if (isTaken || !isAlone) this.knowOfSome();
		} else if (this.knows === 'some') {
			if (windows < soon) this.left = this.shareOf(accepted);
			this.knows = 'howMany';
		} else if (windows < soon) this.left *= decrease;
	}

	private knowOfSome(): void {
		this.knows = 'some';
		this.left = half;
	}

	/**
	 * The share of one among equals: the part of a full window that was `accepted` tells how many processes there
	 * are.
	 */
	private shareOf(accepted: number): number {
		return 1 / Math.max(1, Math.round(this.requests / accepted));
	}
}
