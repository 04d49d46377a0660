/** As many as Feishu lets start in one second; the limiters pace them. */
const workers = 50;

/** Works on several at a time, begun in their order, and gives what came of them in that order. */
export async function sideBySide<T, R>(
	all: readonly T[],
	work: (each: T) => Promise<R>,
): Promise<R[]> {
	const done: R[] = [];
	const queue = all.entries();
	const worker = async () => {
		for (const [at, each] of queue) done[at] = await work(each);
	};
	await Promise.all(Array.from({ length: Math.min(workers, all.length) }, worker));
	return done;
}
