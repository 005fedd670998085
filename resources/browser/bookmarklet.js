(() => {
  const receiver = "http://127.0.0.1:$port";
  const opened = open(receiver + "/", "_blank", "popup,width=480,height=240");
  if (!opened) {
    alert($blocked);
    return;
  }
  const shadows = (root) =>
    [...root.querySelectorAll("*")].flatMap(({ shadowRoot: one }) => one ? [one, ...shadows(one)] : []);
  const page = () => {
    const root = document.documentElement;
    if (!root.getHTML || document.contentType !== "text/html") {
      return root.outerHTML;
    }
    const inside = root.getHTML({ serializableShadowRoots: true, shadowRoots: shadows(document) });
    return "<!doctype html>" + root.cloneNode().outerHTML.replace("</html>", () => inside + "</html>");
  };
  let isHeard = false;
  const listen = (event) => {
    if (event.source !== opened || event.origin !== receiver) {
      return;
    }
    isHeard = true;
    if (event.data === "ready") {
      opened.postMessage({ token: "$token" }, receiver);
    } else if (event.data === "$proof") {
      removeEventListener("message", listen);
      opened.postMessage({ address: location.href, page: page() }, receiver);
    }
  };
  addEventListener("message", listen);
  setTimeout(() => {
    if (!isHeard && !opened.closed) {
      opened.close();
      setTimeout(alert, 100, $silent);
    }
  }, 3000);
})();
