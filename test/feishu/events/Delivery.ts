import type { App } from '../model';
import type { Outcome } from './post';

/** One request, and what was answered. */
export interface Attempt extends Outcome {
	/** By the stand-in's clock, in milliseconds since 1970. */
	at: number;
	url: string;
	headers: Record<string, string>;
}

/** An event as an app gets it. */
export interface Told {
	eventId: string;
	type: string;
	/** Before it is encrypted. */
	content: object;
}

/** One event on its way to one app. */
export interface Delivery extends Told {
	/** Of this delivery; an event that is sent twice has two. */
	id: string;
	app: App;
	/** As it travels. */
	body: string;
	attempts: Attempt[];
	state: 'held' | 'under way' | 'delivered' | 'waiting' | 'given up';
	/** The toast, card, or error that the person who clicked sees. */
	seen?: Seen;
}

/** An error by its number, or what the app answered. */
export type Seen = { code: number } | { toast?: unknown; card?: unknown };

/** Without what refers to each other in a circle. */
export const plainDelivery = ({ app, ...fields }: Delivery) => ({ ...fields, appId: app.id });
