import { Share } from '../../../nodes/Feishu/client/limits/Share';

/** Lets so many full windows pass in which all is accepted. */
function pass(share: Share, windows: number): void {
	for (let window = 0; window < windows; window++) {
		const { most } = share;
		for (let request = 0; request < most; request++) share.succeeded();
	}
}

function refusedWith(accepted: number): Share {
	const share = new Share(50);
	share.refused(accepted, true);
	return share;
}

test('is all until Feishu refuses, however long that is', () => {
	const share = new Share(50);
	expect(share.most).toBe(50);
	pass(share, 100);
	expect(share.most).toBe(50);
});

test.each([
	[50, 50],
	[34, 50],
	[33, 25],
	[25, 25],
	[21, 25],
	[20, 16],
	[13, 12],
	[7, 7],
])('with %d accepted at the first refusal it is %d', (accepted, most) => {
	expect(refusedWith(accepted).most).toBe(most);
});

test('is known better by the further refusals of the same burst, and no smaller for them', () => {
	const share = new Share(50);
	for (let accepted = 40; accepted >= 25; accepted--) share.refused(accepted, accepted === 40);
	expect(share.most).toBe(25);
});

test('tries more after five full windows, and all when nobody refuses for long', () => {
	const share = refusedWith(25);
	pass(share, 5);
	expect(share.most).toBe(26);
	pass(share, 4);
	expect(share.most).toBeLessThan(35);
	pass(share, 6);
	expect(share.most).toBe(50);
});

test('gives back what it tried when Feishu refuses it', () => {
	const share = refusedWith(25);
	pass(share, 8);
	expect(share.most).toBe(29);
	share.refused(27, true);
	expect(share.most).toBe(25);
	pass(share, 4);
	expect(share.most).toBe(25);
});

test('is a tenth less when one refusal soon follows another, once for each burst', () => {
	const share = refusedWith(25);
	pass(share, 1);
	share.refused(20, true);
	share.refused(19, false);
	expect(share.most).toBe(22);
	pass(share, 3);
	share.refused(20, true);
	expect(share.most).toBe(22);
});

test.each([6, 1, 0])('is not told by %d accepted: others have it all', (accepted) => {
	const share = new Share(50);
	expect(share.othersHaveAll).toBe(false);
	share.refused(accepted, true);
	expect([share.othersHaveAll, share.most]).toEqual([true, 50]);
	share.refused(25, true);
	expect([share.othersHaveAll, share.most]).toEqual([false, 25]);
	share.refused(accepted, true);
	expect([share.othersHaveAll, share.most]).toEqual([true, 25]);
	share.accepted();
	expect([share.othersHaveAll, share.most]).toEqual([false, 25]);
});

test('is one request at least', () => {
	const share = new Share(1);
	share.refused(0, true);
	expect(share.most).toBe(1);
});
