// Listening to server-sent events for as long as somebody wants them, whatever becomes of the node meanwhile.

const SHORTEST_WAIT_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 8_000;

/**
 * A browser connects again by itself where a connection breaks, but gives up for good where the answer is a refusal, such as
 * that of a node that starts. Then this asks again, behind the last event that came.
 */
export class Listener {
  #addressFrom;
  #from;
  #heard;
  #wait = SHORTEST_WAIT_MILLISECONDS;
  #timer = 0;
  /** @type {EventSource} */
  #source;

  /**
   * @param {(from: string) => URL} addressFrom what to ask for, by the place to begin at
   * @param {string} from a place that stays where it is
   * @param {{connected: (is: boolean) => void, came: (data: string) => void}} heard
   */
  constructor(addressFrom, from, heard) {
    this.#addressFrom = addressFrom;
    this.#from = from;
    this.#heard = heard;
    this.#connect();
  }

  /** Nothing more is heard. */
  close() {
    clearTimeout(this.#timer);
    this.#source.close();
  }

  #connect() {
    this.#source = new EventSource(this.#addressFrom(this.#from));
    this.#source.onopen = () => {
      this.#wait = SHORTEST_WAIT_MILLISECONDS;
      this.#heard.connected(true);
    };
    this.#source.onmessage = ({ data, lastEventId }) => {
      this.#from = lastEventId;
      this.#heard.came(data);
    };
    this.#source.onerror = () => this.#broken();
  }

  #broken() {
    this.#heard.connected(false);
    if (this.#source.readyState === EventSource.CLOSED) {
      this.#timer = setTimeout(() => this.#connect(), this.#wait);
      this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT_MILLISECONDS);
    }
  }
}
