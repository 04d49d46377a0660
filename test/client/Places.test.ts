import { array, assert, asyncProperty, integer, nat, record } from 'fast-check';

import { fileBytesAtOnce, filesAtOnce, Places, sideBySide } from '../../nodes/Feishu/client/Places';
import { VirtualClock } from './virtualClock';

const second = 1_000;

/** Works on so many, and counts how many of them are in a place and begun at a time. */
function countedAt(clock: VirtualClock, places: Places) {
	const counts = { inPlace: 0, mostInPlace: 0, begun: 0, mostBegun: 0 };
	const enter = () => {
		counts.mostInPlace = Math.max(counts.mostInPlace, ++counts.inPlace);
	};
	const work = async (works: number, waits: number, isLimited: boolean) => {
		counts.mostBegun = Math.max(counts.mostBegun, ++counts.begun);
		enter();
		await clock.wait(works);
		counts.inPlace--;
		const comeBack = isLimited ? places.leave() : undefined;
		if (comeBack === undefined) enter();
		await clock.wait(waits);
		if (comeBack === undefined) counts.inPlace--;
		comeBack?.();
		counts.begun--;
	};
	const all = async <T>(list: T[], each: (one: T) => Promise<void>) => {
		const queue = list.values();
		return await places.all(() => queue.next().value as T | undefined, each);
	};
	return { counts, work, all };
}

test('what waits for a limit lets all others pass, and no more than 500 are begun', async () => {
	const clock = new VirtualClock();
	const { counts, work, all } = countedAt(clock, new Places());
	const slow = Array.from({ length: 2_000 }, (_, number) => number);
	await clock.run(all(slow, async () => await work(100, 30 * second, true)));
	expect(counts).toMatchObject({ mostInPlace: sideBySide, mostBegun: 500 });
	expect(clock.elapsed).toBeLessThan(4 * 33 * second);
});

test('what keeps its place holds up the rest', async () => {
	const clock = new VirtualClock();
	const { counts, work, all } = countedAt(clock, new Places());
	await clock.run(all(Array(100).fill(0), async () => await work(0, second, false)));
	expect(counts.mostBegun).toBe(sideBySide);
	expect(clock.elapsed).toBe(2 * second);
});

test('work within work has places left, however much of it there is, and all of it together keeps to them', async () => {
	const clock = new VirtualClock();
	const { counts, work, all } = countedAt(clock, new Places());
	const inner = async () => {
		await all(Array(10).fill(0), async () => await work(second, 0, false));
	};
	await clock.run(all(Array(200).fill(0), inner));
	expect(counts.mostInPlace).toBeLessThanOrEqual(sideBySide);
	expect(clock.elapsed).toBeLessThanOrEqual(50 * second);
});

test('whoever waits how long, everything is done once, and what came of it is in order', async () => {
	const pieces = array(
		record({ works: nat(50), waits: nat(500), limited: integer({ min: 0, max: 2 }) }),
		{
			maxLength: 300,
		},
	);
	await assert(
		asyncProperty(pieces, async (list) => {
			const clock = new VirtualClock();
			const places = new Places();
			const { counts, work } = countedAt(clock, places);
			const queue = list.entries();
			const results = await clock.run(
				places.all(
					() => queue.next().value as [number, (typeof list)[number]] | undefined,
					async ([number, { works, waits, limited }]) => {
						await work(works, waits, limited === 0);
						return number;
					},
				),
			);
			expect(results).toEqual(list.map((_, number) => number));
			expect([counts.inPlace, counts.begun]).toEqual([0, 0]);
			expect(clock.pending).toBe(0);
		}),
	);
});

test('what is thrown comes out, when all else has ended', async () => {
	const clock = new VirtualClock();
	const places = new Places();
	const queue = [1, 2, 3].values();
	const ended: number[] = [];
	const all = places.all(
		() => queue.next().value as number | undefined,
		async (each) => {
			await clock.wait(each);
			if (each === 1) throw new Error('One');
			ended.push(each);
		},
	);
	await expect(clock.run(all)).rejects.toThrow('One');
	expect(ended).toEqual([2, 3]);
});

test('files are held as far as there is room, each gets its turn in order, and all of them are let go', async () => {
	const files = array(record({ size: nat(35 * 1_024 * 1_024), waits: nat(50) }), {
		maxLength: 100,
	});
	await assert(
		asyncProperty(files, async (list) => {
			const clock = new VirtualClock();
			const places = new Places();
			const held = new Set<number>();
			const turns: number[] = [];
			const hold = async (number: number) => {
				const { size, waits } = list[number]!;
				const letGo = await places.holdFile(size);
				turns.push(number);
				held.add(number);
				const bytes = [...held].reduce((sum, each) => sum + list[each]!.size, 0);
				expect(held.size).toBeLessThanOrEqual(filesAtOnce);
				expect(held.size === 1 || bytes <= fileBytesAtOnce).toBe(true);
				await clock.wait(waits);
				held.delete(number);
				letGo();
			};
			await clock.run(Promise.all(list.map(async (_, number) => await hold(number))));
			expect(turns).toEqual(list.map((_, number) => number));
		}),
	);
});
