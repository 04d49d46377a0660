/**
 * After this many full windows without a refusal the whole limit is tried, even from nothing. The first windows hardly
 * try more: the sixth is the first in which 50 become 51.
 */
const windowsToTheWhole = 18;

/** A refusal that comes within this many full windows after another says that what was left is too much as well. */
const soon = 2;

/** What is left then. */
const decrease = 0.9;

/** Less than the share of one among so many is no share, but that of a process which came when the window was full. */
const mostProcesses = 8;

/**
 * The part of a limit that this process takes. Processes that share an app do not know of each other; all that tells
 * one of the others is a refusal while it keeps within the limit itself.
 *
 * - Until then it takes all.
 * - The first refusal tells how many share: a window is full, and holds so many requests of this process. 22 of 50
 *   means two, and each takes half.
 * - Then it tries more, with the cube of the windows that pass without a refusal (as CUBIC does, RFC 9438): little for
 *   a while, and all again when the others have ended. A refusal takes back what was tried; one soon after another
 *   takes a tenth of the rest.
 * - Where nearly nothing was accepted, others have it all, and how many they are nobody knows. That takes back what was
 *   tried and no more; the limiter then asks once in a window whether they still do.
 */
export class Share {
	/** From more than 0 to 1. */
	private part = 1;

	/** What the latest refusal left. */
	private left = 1;

	/** Full windows since the latest refusal. */
	private windows = 0;

	private tookAll = true;

	private full = false;

	/** `requests` is what the limit allows all processes in one window. */
	constructor(private readonly requests: number) {}

	/** How many requests this process may have in one window; one at least. */
	get most(): number {
		return Math.max(1, Math.floor(this.requests * this.part));
	}

	/** Whether one request in a window is to ask if others still have the whole limit. */
	get othersHaveAll(): boolean {
		return this.full;
	}

	/** Feishu's limit has let a request pass, whatever became of it. */
	accepted(): void {
		this.full = false;
	}

	succeeded(): void {
		this.windows += 1 / this.most;
		this.part = Math.min(1, this.left + (this.windows / windowsToTheWhole) ** 3);
	}

	/**
	 * Feishu has refused a request, and counts `accepted` others of this process in the same window. Several refusals
	 * of one burst are one: the `first` decides, and the others only tell `accepted` better.
	 */
	refused(accepted: number, isFirst: boolean): void {
		this.full = accepted <= this.requests / mostProcesses;
		if (isFirst) {
			this.tookAll = this.part === 1;
			if (!this.tookAll && !this.full && this.windows < soon) this.left *= decrease;
		}
		if (this.tookAll) this.left = this.full ? 1 : this.partOf(accepted);
		this.part = this.left;
		this.windows = 0;
	}

	/** The same for each of those who share, as many as would leave this process what it has. */
	private partOf(accepted: number): number {
		return 1 / Math.max(1, Math.round(this.requests / accepted));
	}
}
