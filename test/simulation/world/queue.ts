/** Something that will happen at an instant of simulated time. */
export interface Event {
  readonly at: number;
  /** Decides between events of one instant; of equal ones the older comes first. */
  readonly tie: number;
  readonly age: number;
  readonly what: string;
  readonly step: () => void;
  /** Set for an event that shall not happen any more. */
  cancelled: boolean;
}

/** The events to come, earliest first: a binary heap. */
export class Queue {
  readonly #heap: Event[] = [];

  get next(): Event | undefined {
    return this.#heap[0];
  }

  push(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    for (;;) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !before(event, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  /** Takes out the earliest event. */
  pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === last || last === undefined) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      let child = heap[below];
      if (child === undefined) break;
      const sibling = heap[below + 1];
      if (sibling !== undefined && before(sibling, child)) {
        below += 1;
        child = sibling;
      }
      if (!before(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

function before(one: Event, other: Event): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return one.tie === other.tie ? one.age < other.age : one.tie < other.tie;
}
