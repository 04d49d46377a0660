import { array, assert, constantFrom, integer, property } from 'fast-check';

import { inOrder } from '../../nodes/Feishu/execution/inOrder';

const jobOf = (inOrderOf: string | undefined, number: number) => ({ task: { inOrderOf }, number });

test('whoever is done when, each order is kept, no two of it are in flight, and nothing is lost', () => {
	const orders = array(constantFrom('a', 'b', 'c', undefined), { maxLength: 40 });
	assert(
		property(
			orders,
			integer({ min: 1, max: 6 }),
			array(integer({ min: 0, max: 99 })),
			(all, workers, draws) => {
				const jobs = all.map(jobOf);
				const queue = inOrder(jobs.values());
				const done: number[] = [];
				const inFlight = Array.from({ length: workers }, () => queue.next()).filter(
					(job) => job !== undefined,
				);
				for (let turn = 0; inFlight.length > 0; turn++) {
					const busy = inFlight
						.map(({ task }) => task.inOrderOf)
						.filter((order) => order !== undefined);
					expect(new Set(busy).size).toBe(busy.length);
					const [job] = inFlight.splice((draws[turn] ?? 0) % inFlight.length, 1);
					if (!job) continue;
					done.push(job.number);
					queue.ended(job);
					for (let next = queue.next(); next; next = queue.next()) {
						inFlight.push(next);
						if (inFlight.length >= workers) break;
					}
				}
				expect([...done].sort((one, other) => one - other)).toEqual(all.map((_, number) => number));
				for (const order of ['a', 'b', 'c']) {
					const ofOrder = done.filter((number) => all[number] === order);
					expect(ofOrder).toEqual([...ofOrder].sort((one, other) => one - other));
				}
			},
		),
	);
});

test('a busy order lets all others pass', () => {
	const jobs = ['a', 'a', 'a', 'b', undefined].map(jobOf);
	const queue = inOrder(jobs.values());
	expect(
		[queue.next(), queue.next(), queue.next(), queue.next()].map((job) => job?.number),
	).toEqual([0, 3, 4, undefined]);
	queue.ended(jobs[3]!);
	expect(queue.next()).toBeUndefined();
	queue.ended(jobs[0]!);
	expect(queue.next()?.number).toBe(1);
});
