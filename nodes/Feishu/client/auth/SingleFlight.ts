/** Lets one of several equal pieces of work run at a time, and hands its result to all who want it meanwhile. */
export class SingleFlight<T> {
	private readonly inFlight = new Map<string, Promise<T>>();

	async run(key: string, work: () => Promise<T>): Promise<T> {
		const running = this.inFlight.get(key) ?? work().finally(() => this.inFlight.delete(key));
		this.inFlight.set(key, running);
		return await running;
	}
}
