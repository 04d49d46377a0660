interface Listener {
	callbacks: Set<() => void>;
	call(): void;
}

const listeners = new WeakMap<AbortSignal, Listener>();

/**
 * Calls back when the signal fires, until the returned function is called. However many wait for a signal, it
 * has one listener: Node.js takes more than ten for a leak, and only n8n's own signal is exempt from that.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
	const listener = listeners.get(signal) ?? listenTo(signal);
	listener.callbacks.add(callback);
	return () => {
		listener.callbacks.delete(callback);
		if (listener.callbacks.size > 0) return;
		signal.removeEventListener('abort', listener.call);
		listeners.delete(signal);
	};
}

function listenTo(signal: AbortSignal): Listener {
	const callbacks = new Set<() => void>();
	const listener = { callbacks, call: () => callbacks.forEach((callback) => callback()) };
	signal.addEventListener('abort', listener.call);
	listeners.set(signal, listener);
	return listener;
}

/** The result of the work, or undefined as soon as the signal fires. The work itself goes on. */
export async function unlessAborted<T>(
	work: Promise<T>,
	signal: AbortSignal | undefined,
): Promise<T | undefined> {
	if (signal === undefined) return await work;
	if (signal.aborted) return undefined;
	let unsubscribe = () => {};
	const aborted = new Promise<undefined>((resolve) => {
		unsubscribe = onAbort(signal, () => resolve(undefined));
	});
	return await Promise.race([work, aborted]).finally(unsubscribe);
}
