import { VirtualClock } from './virtualClock';

test('time passes only when everybody waits, and in the order of the waits', async () => {
	const clock = new VirtualClock();
	const ends: string[] = [];
	const waitThenTell = async (name: string, ms: number) => {
		await clock.wait(ms);
		ends.push(`${name} at ${clock.elapsed}`);
	};
	await clock.run(
		Promise.all([
			waitThenTell('long', 3_600_000),
			waitThenTell('short', 10),
			waitThenTell('none', 0),
		]),
	);
	expect(ends).toEqual(['none at 0', 'short at 10', 'long at 3600000']);
	expect(clock.pending).toBe(0);
});

test('work that waits for nothing on this clock is found out instead of hanging', async () => {
	const never = new Promise<void>(() => undefined);
	await expect(new VirtualClock().run(never)).rejects.toThrow('never comes');
});

test('work without an end is found out, too', async () => {
	const clock = new VirtualClock();
	const forever = async () => {
		for (;;) await clock.wait(3_600_000);
	};
	await expect(clock.run(forever())).rejects.toThrow('Two days');
});

test('a wait without an end is found out', async () => {
	await expect(new VirtualClock().wait(Infinity)).rejects.toThrow('Nobody can wait');
	await expect(new VirtualClock().wait(NaN)).rejects.toThrow('Nobody can wait');
});

test('a fired signal ends a wait at once', async () => {
	const clock = new VirtualClock();
	const controller = new AbortController();
	const waited = clock.wait(60_000, controller.signal);
	await clock.pass(5);
	controller.abort();
	await clock.run(waited);
	expect(clock.elapsed).toBe(5);
	expect(clock.pending).toBe(0);
});
