import { newId } from '../ids';
import type { App, Message, User } from '../model';
import type { Settings } from '../settings';
import type { World } from '../world';
import { hearersOf, hearersOfRecall } from './audience';
import { cardActed, noCallbackUrl, seenAfter } from './cardCallback';
import type { CardAction } from './cardCallback';
import { Deliveries } from './Deliveries';
import type { Delivery, Seen, Told } from './Delivery';
import { envelope } from './envelope';
import type { FeishuEvent } from './envelope';
import { messageReceived, messageRecalled } from './messageEvents';
import { challengeFor, whyNotKept } from './requestUrl';
import type { RequestUrl } from './requestUrl';

/** Sends events of the world to the request URLs of apps. */
export class Events {
	readonly deliveries: Deliveries;

	constructor(
		private readonly world: World,
		private readonly settings: Settings,
	) {
		this.deliveries = new Deliveries(world.clock, settings);
	}

	/** A developer saves a URL in the console, which asks for the echo of a challenge. Gives why it was not kept. */
	async saveUrl(app: App, { url, tab = 'events', ...secrets }: RequestUrl) {
		Object.assign(app, secrets);
		const content = challengeFor(app);
		const { challenge, type } = content;
		const { attempts } = await this.deliveries.once(
			app,
			{ eventId: challenge, type, content },
			{ url, withinMs: this.settings.challengeWithinMs, isSigned: false },
		);
		const why = whyNotKept(attempts[0] ?? {}, challenge);
		if (why === undefined) app[tab === 'events' ? 'eventUrl' : 'callbackUrl'] = url;
		return why;
	}

	/** Tells an app of anything; undefined where it has no URL. */
	tell(app: App, event: FeishuEvent, id = newId.event()): Delivery | undefined {
		const content = envelope(event, id, app, this.world.clock.now());
		return this.send(app, { eventId: id, type: event.type, content });
	}

	/** Delivers an event once more, as Feishu does now and then; a message may come under another event ID. */
	repeat({ app, type, content, eventId }: Delivery, underAnotherId = false) {
		if (!underAnotherId) return this.send(app, { eventId, type, content });
		const id = newId.event();
		const anew = JSON.parse(JSON.stringify(content).replaceAll(eventId, id)) as object;
		return this.send(app, { eventId: id, type, content: anew });
	}

	said(message: Message) {
		for (const app of hearersOf(message, this.world, this.settings)) {
			this.tell(app, messageReceived(message, app, this.world, this.settings));
		}
	}

	recalled(message: Message) {
		for (const app of hearersOfRecall(message, this.world, this.settings)) {
			this.tell(app, messageRecalled(message));
		}
	}

	/** A store app's ticket of the hour, always in the old envelope. */
	ticket(app: App) {
		const event = { app_ticket: app.ticket };
		this.tell(app, { type: 'app_ticket', version: 1, event });
	}

	/** Somebody acts on a card, and waits for what comes of it. */
	async act(message: Message, user: User, action: CardAction = {}): Promise<Seen> {
		const app = this.world.apps.get(message.senderId);
		if (!app?.callbackUrl) return noCallbackUrl;
		const told = cardActed(message, user, app, action);
		const id = newId.event();
		const content = envelope(told, id, app, this.world.clock.now());
		const { callbackUrl: url } = app;
		const { answerWithinMs: withinMs } = this.settings;
		const event = { eventId: id, type: told.type, content };
		const delivery = await this.deliveries.once(app, event, { url, withinMs, isSigned: true });
		return (delivery.seen = seenAfter(delivery.attempts[0] ?? {}));
	}

	private send(app: App, event: Told) {
		if (!app.eventUrl) return undefined;
		const { answerWithinMs: withinMs } = this.settings;
		const sending = { url: app.eventUrl, withinMs, retries: true, isSigned: true };
		return this.deliveries.begin(app, event, sending);
	}
}
