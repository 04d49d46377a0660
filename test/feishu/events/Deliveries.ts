import { Agent } from 'undici';

import type { Clock } from '../clock';
import { newId } from '../ids';
import type { App } from '../model';
import type { Settings } from '../settings';
import type { Delivery, Told } from './Delivery';
import { bodyFor } from './envelope';
import { post } from './post';
import { Schedule } from './Schedule';
import { signatureHeaders } from './sign';

/** Each after the one before. Source: https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM */
const retryAfterMs = [15_000, 300_000, 3_600_000, 21_600_000];

interface Sending {
	url: string;
	withinMs: number;
	retries: boolean;
	/** Where the app has an Encrypt Key. */
	isSigned: boolean;
}

/** Brings to apps what they are told, as often as it takes, and keeps a journal of it. */
export class Deliveries {
	/** All of them, in the order in which they began. */
	readonly list: Delivery[] = [];
	private readonly schedule: Schedule;
	private readonly underWay = new Set<Promise<void>>();
	private readonly connections = new Agent({ connect: { timeout: 2_000 } });
	private held?: Array<{ delivery: Delivery; sending: Sending }>;

	constructor(
		private readonly clock: Clock,
		private readonly settings: Settings,
	) {
		this.schedule = new Schedule(clock);
	}

	/** Sends it now or, where deliveries are held back, later. */
	begin(app: App, told: Told, sending: Sending): Delivery {
		const delivery = this.note(app, told);
		if (this.held) this.held.push({ delivery, sending });
		else void this.attempt(delivery, sending, this.clock.now());
		return delivery;
	}

	/** Sends it now and only once; comes back when it was answered, or was not. */
	async once(app: App, told: Told, sending: Omit<Sending, 'retries'>): Promise<Delivery> {
		const delivery = this.note(app, told);
		await this.attempt(delivery, { ...sending, retries: false }, this.clock.now());
		return delivery;
	}

	/** From now on events wait until they are released. */
	hold() {
		this.held ??= [];
	}

	/** Sends what was held back, one after the other, in an order of the caller's. */
	async release(order: (held: Delivery[]) => Delivery[] = (held) => held) {
		const held = this.held ?? [];
		this.held = undefined;
		const sendings = new Map(held.map(({ delivery, sending }) => [delivery, sending]));
		for (const delivery of order([...sendings.keys()])) {
			const sending = sendings.get(delivery);
			if (sending) await this.attempt(delivery, sending, this.clock.now());
		}
	}

	/** When nothing is under way; what waits to be tried again is not. */
	async settled() {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	clear() {
		this.schedule.clear();
		this.list.length = 0;
		this.held = undefined;
	}

	async close() {
		this.clear();
		await this.connections.destroy();
	}

	private note(app: App, told: Told): Delivery {
		const body = bodyFor(app, told.content);
		const id = newId.delivery();
		const delivery: Delivery = { id, app, ...told, body, attempts: [], state: 'held' };
		this.list.push(delivery);
		return delivery;
	}

	private attempt(delivery: Delivery, sending: Sending, dueAt: number): Promise<void> {
		delivery.state = 'under way';
		const attempt = this.try(delivery, sending).then((isDone) => {
			const after = sending.retries ? retryAfterMs[delivery.attempts.length - 1] : undefined;
			// A test may have begun anew in the meantime.
			if (isDone || after === undefined || !this.list.includes(delivery)) {
				delivery.state = isDone ? 'delivered' : 'given up';
				return;
			}
			delivery.state = 'waiting';
			const next = dueAt + after;
			this.schedule.at(next, () => void this.attempt(delivery, sending, next));
		});
		const noted = attempt.finally(() => this.underWay.delete(noted));
		this.underWay.add(noted);
		return noted;
	}

	/** Whether it was taken. */
	private async try(delivery: Delivery, { url, withinMs, isSigned }: Sending): Promise<boolean> {
		const { app, body, attempts } = delivery;
		const at = this.clock.now();
		const before = this.settings.retriesSignedAnew ? undefined : attempts[0]?.headers;
		const headers =
			before ?? (isSigned && app.encryptKey ? signatureHeaders(body, app.encryptKey, at) : {});
		const attempt = { at, url, headers };
		const outcome = await post(url, body, headers, { withinMs, dispatcher: this.connections });
		attempts.push({ ...attempt, ...outcome });
		return outcome.status === 200;
	}
}
