import type { Task } from '../operations/Operation';

interface Ordered {
	task: Pick<Task, 'inOrderOf'>;
}

/**
 * Hands out jobs such that no two with the same order are in flight, and each order is kept. What has to wait for
 * its turn keeps nobody busy, so that a thousand messages to one chat do not hold up those to another.
 */
export function inOrder<Job extends Ordered>(jobs: Iterator<Job, undefined>) {
	/** What waits behind a job in flight, by their order. */
	const waiting = new Map<string, Job[]>();
	return {
		/** The next job for a worker who has done the one `before`, or undefined when nothing is left for it. */
		next(before?: Job): Job | undefined {
			const order = before?.task.inOrderOf;
			if (order !== undefined) {
				const behind = waiting.get(order)?.shift();
				if (behind) return behind;
				waiting.delete(order);
			}
			for (let job = jobs.next().value; job; job = jobs.next().value) {
				const { inOrderOf } = job.task;
				const busy = inOrderOf === undefined ? undefined : waiting.get(inOrderOf);
				if (busy === undefined) {
					if (inOrderOf !== undefined) waiting.set(inOrderOf, []);
					return job;
				}
				busy.push(job);
			}
			return undefined;
		},
	};
}
