import { Share } from '../../../nodes/Feishu/client/limits/Share';

/** Lets so many full windows pass in which all is accepted. */
function pass(share: Share, windows: number): void {
	for (let window = 0; window < windows; window++) {
		const { most } = share;
		for (let request = 0; request < most; request++) share.succeeded();
	}
}

/** Refused twice in a row; at the second time `accepted` others of the same window have been accepted. */
function countedWith(accepted: number): Share {
	const share = new Share(50);
	share.refused(20, true);
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
	[45, 50],
	[44, 25],
	[25, 25],
	[1, 25],
])(
	'with %d accepted at the first refusal it is %d: that there are others, not how many',
	(accepted, most) => {
		const share = new Share(50);
		share.refused(accepted, true);
		expect([share.most, share.certain]).toEqual([most, most]);
	},
);

test.each([
	[34, 50],
	[33, 25],
	[21, 25],
	[20, 16],
	[13, 12],
	[7, 7],
])('with %d accepted at the next refusal it is %d', (accepted, most) => {
	expect(countedWith(accepted).most).toBe(most);
});

test('is half for certain when the next refusal comes late', () => {
	const share = new Share(50);
	share.refused(20, true);
	pass(share, 1);
	share.refused(12, true);
	expect(share.most).toBe(12);
	const late = new Share(50);
	late.refused(20, true);
	pass(late, 2);
	late.refused(12, true);
	expect(late.most).toBe(25);
});

test('is all after a refusal later on that leaves more than two processes would have', () => {
	const share = new Share(50);
	pass(share, 1);
	share.refused(34, true);
	expect(share.most).toBe(50);
	share.refused(33, true);
	expect(share.most).toBe(25);
});

describe('what is yielded to others', () => {
	test('is a request of each twentieth window', () => {
		const share = new Share(50);
		const yielded = Array.from({ length: 60 }, () => {
			const isYielded = share.yields();
			pass(share, 1);
			return isYielded;
		});
		expect(yielded.flatMap((is, window) => (is ? [window] : []))).toEqual([20, 40]);
	});

	test('is nothing while others have their share', () => {
		const share = countedWith(25);
		pass(share, 10);
		expect(share.most).toBeLessThan(50);
		for (let window = 0; window < 3; window++) {
			expect(share.yields()).toBe(false);
			pass(share, 1);
		}
	});

	test.each([
		[0, 25],
		[1, 25],
		[3, 50],
	])('was taken by others, if Feishu refuses %d windows later', (windows, most) => {
		const share = new Share(50);
		pass(share, 20);
		expect(share.yields()).toBe(true);
		pass(share, windows);
		share.refused(48, true);
		expect(share.most).toBe(most);
	});

	test('is yielded anew 20 windows after a refusal', () => {
		const share = new Share(50);
		pass(share, 20);
		share.yields();
		pass(share, 3);
		share.refused(48, true);
		pass(share, 19);
		expect(share.yields()).toBe(false);
		share.refused(48, true);
		expect(share.most).toBe(50);
	});
});

test('is known better by the further refusals of the same burst, and no smaller for them', () => {
	const share = new Share(50);
	share.refused(20, true);
	for (let accepted = 40; accepted >= 12; accepted--) share.refused(accepted, accepted === 40);
	expect(share.most).toBe(12);
});

test('tries more after five full windows, and all when nobody refuses for long', () => {
	const share = countedWith(25);
	pass(share, 5);
	expect([share.most, share.certain]).toEqual([26, 25]);
	pass(share, 4);
	expect(share.most).toBeLessThan(35);
	pass(share, 6);
	expect([share.most, share.certain]).toEqual([50, 25]);
});

test('gives back what it tried when Feishu refuses it', () => {
	const share = countedWith(25);
	pass(share, 8);
	expect(share.most).toBe(29);
	share.refused(27, true);
	expect(share.most).toBe(25);
	pass(share, 4);
	expect(share.most).toBe(25);
});

test('is a tenth less when one refusal soon follows another, once for each burst', () => {
	const share = countedWith(25);
	pass(share, 1);
	share.refused(20, true);
	share.refused(19, false);
	expect(share.most).toBe(22);
	pass(share, 3);
	share.refused(20, true);
	expect(share.most).toBe(22);
});

test('is all that is left when nothing was accepted at the first refusal: others have it all', () => {
	const share = new Share(50);
	expect(share.othersHaveAll).toBe(false);
	share.refused(0, true);
	expect([share.othersHaveAll, share.most]).toEqual([true, 50]);
});

test('tries all, and half of it for certain, when others who had it all let one request pass', () => {
	const share = new Share(50);
	share.refused(0, true);
	share.accepted();
	expect([share.othersHaveAll, share.most, share.certain]).toEqual([false, 50, 25]);
	pass(share, 1);
	expect([share.most, share.certain]).toEqual([50, 25]);
	share.refused(25, true);
	expect([share.most, share.certain]).toEqual([25, 25]);
});

test.each([6, 1, 0])(
	'stays what it is with %d accepted later on: others have it all',
	(accepted) => {
		const share = countedWith(16);
		share.refused(accepted, true);
		expect([share.othersHaveAll, share.most]).toEqual([true, 16]);
		share.accepted();
		expect([share.othersHaveAll, share.most]).toEqual([false, 16]);
	},
);

test('is one request at least', () => {
	const share = new Share(1);
	share.refused(0, true);
	expect(share.most).toBe(1);
});
