// A worker in front of Material's own.
// It loads the words of the book at the first search: they grow with every page, and most visits search for nothing.
// And a Korean word is looked up without its particle. The index holds 포화는 and 포화가; a search for 포화 finds both
// by their beginning, one for 포화를 neither.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // the types of message that Material sends and expects
const WORDS = new URL("../search/words.json", self.location);
const PARTICLE =
  /(?<=[가-힣]{2})(?:으로써|으로서|에서는|이라고|에서|에는|에게|까지|부터|으로|이나|이란|라고|입니다|은|는|이|가|을|를|의|에|로|와|과|도|만|란)$/;

const bare = (query) =>
  query
    .split(/\s+/)
    .map((word) => word.replace(PARTICLE, ""))
    .join(" ");

const listen = self.addEventListener.bind(self);
self.addEventListener = (type, receive) => {
  let setUp, ready;
  listen(type, async ({ data }) => {
    if (data.type === SETUP) {
      setUp = async () => {
        const words = await (await fetch(WORDS)).json();
        await receive({ data: { ...data, data: { ...data.data, ...words } } });
      };
      postMessage({ type: READY }); // without it, nothing would be asked
    } else if (data.type === QUERY && !data.data && !ready) {
      postMessage({ type: RESULT, data: { items: [] } }); // each page asks for nothing when it opens
    } else {
      await (ready ??= setUp());
      receive({ data: data.type === QUERY ? { ...data, data: bare(data.data) } : data });
    }
  });
};
importScripts(`javascripts/workers/${self.location.hash.slice(1)}`);
