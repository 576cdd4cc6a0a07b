import { tokenField } from '../forms.js';
import { html } from '../html.js';
import { spokenName } from '../display-names.js';
import { placeText, returnPlaceOf } from '../return-place.js';
import { whenHtml } from '../relative-time.js';
/**
 * The page between a connect link and Notion. Any user can open the link, so a sender could have another person open it
 * and would get **their** pages; Notion's own page names only this server. So this page shows who gets what, before
 * anything starts.
 */
export function linkPage(question) {
    const { spaceId, creator, isRenewal, startedAt, now, action, formToken } = question;
    const title = spaceId === null ? 'Connect your Notion?' : 'Give a space access to your Notion?';
    return {
        status: 200,
        title,
        kind: 'step',
        main: html `<h1>${title}</h1>
      <div class="card">
        ${spaceId === null
            ? html `<p class="quiet">Your workspace is connected to</p>
                <p class="place">your own account here</p>`
            : html `<p class="quiet">Your workspace is connected ${isRenewal ? 'again ' : ''}to the space</p>
                <p class="place"><bdi dir="ltr">${spaceId}</bdi></p>`}
        <p class="quiet">The link was made ${whenHtml(startedAt, now)} by</p>
        ${creatorHtml(creator)}
      </div>
      <div class="note warn" role="note">
        <p>
          <b>Continue only if you started this yourself, just now.</b> If someone sent you this link, they may
          want to read your Notion.
        </p>
      </div>
      <h2>If you continue</h2>
      <ul class="can">
        <li>
          ${question.isHosted === true ? 'Notion asks you for one workspace, and not for single pages' : 'Notion asks you which pages to share'}
        </li>
        ${question.isHosted === true ? hostedConsequences(question) : consequences(question)}
        <li class="not">Nobody gets your Notion password or Notion’s keys to your workspace</li>
      </ul>
      <form method="post" action="${action}">
        ${tokenField(formToken)}
        <div class="actions wide">
          <button class="button main" name="decision" value="continue">I started this: continue</button>
          <button class="button" name="decision" value="cancel">Cancel</button>
        </div>
      </form>
      <p class="quiet">You can end the access at any time, on this server’s page “Connections”.</p>`,
    };
}
/** Notion's own server acts as the person: nothing is chosen page by page. */
function hostedConsequences({ spaceId }) {
    return [
        html `<li>
      ${spaceId === null ? 'Apps that you allow here' : 'Everyone who uses this space'} can then search and
      read all that you can see there, also in apps that you have connected to Notion
    </li> `,
        html `<li>Notion asks for this again after 180 days at the latest</li> `,
    ];
}
function consequences({ spaceId, creator }) {
    if (spaceId !== null) {
        return [
            html `<li>
        Everyone who uses this space can then search and read them through this server, with databases,
        comments and people’s names
      </li> `,
            html `<li class="not">They cannot change or delete anything</li> `,
        ];
    }
    return creator.kind === 'app'
        ? [html `<li>The app reads only what you have chosen for it here</li> `]
        : [html `<li>Apps read them only if you allow it here</li> `];
}
/** Who made a link. A self-chosen name is framed and attributed to the maker. */
export function creatorHtml(maker) {
    switch (maker.kind) {
        case 'key':
            return maker.label === null || maker.label === ''
                ? html `<p>the service key ${maker.id}, which has no name</p>`
                : html `${spokenName(maker.label, 'unnamed')}
            <p class="quiet">
              That is the name of the service key ${maker.id}. Its creator chose it; nobody has checked it.
            </p>`;
        case 'app':
            return html `${spokenName(maker.name, 'an unnamed app')}
        <p class="quiet">
          The app chose this name, and nobody has checked it. It belongs to
          <b><bdi dir="ltr">${placeText(returnPlaceOf(maker.redirectUri))}</bdi></b
          >.
        </p>`;
        case 'unknown':
            return html `<p>someone this server cannot identify</p>`;
    }
}
