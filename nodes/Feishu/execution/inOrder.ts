import type { Task } from '../operations/Operation';

interface Ordered {
	task: Pick<Task, 'inOrderOf'>;
}

/**
 * Hands out jobs such that no two with the same order are in flight, and each order is kept. A job that waits takes no
 * place, so that a thousand messages to one chat do not hold up those to another.
 */
export function inOrder<Job extends Ordered>(jobs: Iterator<Job, undefined>) {
	/** Jobs that wait behind a job in flight, by their order. */
	const waiting = new Map<string, Job[]>();
	/** Jobs whose turn has come. */
	const turns: Job[] = [];
	return {
		/** The next job, or undefined when there is none, or none until another one has ended. */
		next(): Job | undefined {
			const turn = turns.shift();
			if (turn) return turn;
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
		ended({ task: { inOrderOf } }: Job): void {
			if (inOrderOf === undefined) return;
			const behind = waiting.get(inOrderOf)?.shift();
			if (behind) turns.push(behind);
			else waiting.delete(inOrderOf);
		},
	};
}
