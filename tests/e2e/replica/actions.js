// @ts-check
// What the controls do. The rules that tests rely on are here: who may accept, and what asks once more.
import { h } from "./dom.js";
import { look } from "./look.js";
import { icon } from "./parts.js";

/**
 * @param {Context} ctx @param {Invitation} invitation
 * @returns {(event: Event) => void} the handler of an Accept control
 */
export function accept(ctx, invitation) {
  return (event) => {
    // Seen on live pages: the link form of Accept does nothing on a scripted click.
    if (invitation.acceptAs === "link" && !ctx.ember && !event.isTrusted) return;
    if (invitation.friction && !ctx.ember) takeCare(ctx, invitation);
    else ctx.store.decide(invitation, "accept", event.isTrusted);
  };
}

/** @param {Context} ctx @param {Invitation} invitation @returns {(event: Event) => void} */
export function ignore(ctx, invitation) {
  return (event) => ctx.store.decide(invitation, "ignore", event.isTrusted);
}

/**
 * @param {Context} ctx @param {string} title @param {string} text @param {HTMLElement[]} buttons @param {string} screen
 * @param {() => void} close
 */
function dialog(ctx, title, text, buttons, screen, close) {
  return h(
    "dialog",
    { "data-testid": "dialog", "aria-labelledby": "dialog-header", class: look("dialog") },
    h(
      "div",
      { "data-sdui-screen": `com.linkedin.sdui.flagshipnav.mynetwork.invitations.${screen}` },
      h(
        "div",
        { class: look("dialog-head") },
        h("h2", { id: "dialog-header", class: look("dialog-title") }, title),
        h(
          "button",
          { "aria-label": ctx.say("dismiss"), class: look("icon-button"), type: "button", onclick: close },
          icon("close"),
        ),
      ),
      h("p", { class: look("dialog-text") }, text),
      h("div", { class: look("dialog-actions") }, buttons),
    ),
  );
}

/** The step between: nothing is accepted before its second button. @param {Context} ctx @param {Invitation} invitation */
function takeCare(ctx, invitation) {
  ctx.ask((close) =>
    dialog(
      ctx,
      ctx.say("careTitle"),
      ctx.say("careText", { n: invitation.name }),
      [
        h(
          "button",
          {
            type: "button",
            class: look("button button-outline"),
            onclick: () => {
              close();
              ctx.go(`/in/${invitation.slug}/`);
            },
          },
          h("span", null, ctx.say("viewProfile")),
        ),
        h(
          "button",
          {
            type: "button",
            class: look("button button-solid"),
            onclick: (/** @type {Event} */ event) => {
              close();
              ctx.store.decide(invitation, "accept", event.isTrusted);
            },
          },
          h("span", null, ctx.say("acceptInvite")),
        ),
      ],
      "AcceptConfirmationDialog",
      close,
    ),
  );
}

/** @param {Context} ctx @param {Person} person @returns {() => void} */
export function withdraw(ctx, person) {
  return () =>
    ctx.ask((close) =>
      dialog(
        ctx,
        ctx.say("withdrawTitle"),
        ctx.say("withdrawText"),
        [
          h(
            "button",
            { type: "button", class: look("button button-outline"), onclick: close },
            h("span", null, ctx.say("cancel")),
          ),
          h(
            "button",
            {
              type: "button",
              class: look("button button-solid"),
              "data-test-dialog-primary-btn": ctx.ember,
              onclick: (/** @type {Event} */ event) => {
                close();
                ctx.store.withdraw(person, event.isTrusted);
              },
            },
            h("span", null, ctx.say("withdraw")),
          ),
        ],
        "WithdrawConfirmationDialog",
        close,
      ),
    );
}

/** Suggestions connect at once, without a dialog. @param {Context} ctx @param {Person} person @returns {(event: Event) => void} */
export function connect(ctx, person) {
  return (event) => ctx.store.connect(person, event.isTrusted);
}
