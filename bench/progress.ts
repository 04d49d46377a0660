/* eslint-disable @n8n/community-nodes/no-restricted-globals -- writes to the terminal; the benchmark never ships */
const { stderr } = process;

/** One line that says where the benchmark is; without a terminal, one line for each part. */
export class Progress {
	private readonly startedAt = Date.now();

	private done = 0;

	private title = '';

	constructor(private readonly parts: number) {}

	/** The next part begins. */
	next(title: string): void {
		this.title = title;
		this.done++;
		if (!stderr.isTTY) stderr.write(`${this.line()}\n`);
		else this.show();
	}

	show(detail = ''): void {
		// Some terminals say that they are 0 wide.
		const width = (stderr.columns || 80) - 1;
		if (stderr.isTTY) stderr.write(`\r\x1b[2K${this.line(detail).slice(0, width)}`);
	}

	clear(): void {
		if (stderr.isTTY) stderr.write('\r\x1b[2K');
	}

	private line(detail = ''): string {
		const seconds = Math.round((Date.now() - this.startedAt) / 1000);
		const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
		return `${clock}  ${this.done}/${this.parts}  ${this.title}${detail && `  ${detail}`}`;
	}
}
