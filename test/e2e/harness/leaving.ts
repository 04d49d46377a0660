/* eslint-disable @n8n/community-nodes/no-restricted-globals -- drives real n8n servers from outside; never ships */
type Undo = () => Promise<void>;

const pending: Undo[] = [];
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * Returns what was given, made safe to call twice. Ctrl+C, or a CI that ends us, undoes what is
 * still there, newest first.
 */
export function undoWhenLeaving(undo: Undo): Undo {
	if (pending.length === 0) listen();
	const once = async () => {
		const index = pending.indexOf(once);
		if (index === -1) return;
		pending.splice(index, 1);
		if (pending.length === 0) unlisten();
		await undo();
	};
	pending.push(once);
	return once;
}

function listen(): void {
	for (const signal of Object.keys(signals)) process.on(signal, leave);
}

function unlisten(): void {
	for (const signal of Object.keys(signals)) process.off(signal, leave);
}

/** Newest first; what cannot be undone does not keep the rest. */
export async function undoEverything(): Promise<void> {
	for (const undo of [...pending].reverse()) await undo().catch(() => {});
}

let leaving = false;

function leave(signal: keyof typeof signals): void {
	if (leaving) return;
	leaving = true;
	void (async () => {
		await undoEverything();
		process.exit(128 + signals[signal]);
	})();
}

/** Whether a name, which begins with a process's id, is of a process that was killed outright and could undo nothing. */
export function isAbandoned(name: string, prefix: string): boolean {
	const owner = new RegExp(`^${prefix}(\\d+)[-_]`).exec(name)?.[1];
	return owner !== undefined && !isAlive(Number(owner));
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
