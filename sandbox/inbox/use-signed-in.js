import { useState } from '/assets/htm-preact.js';

const keyOf = (workspaceId) => `callcard-sandbox-teammate:${workspaceId}`;

/** Who looks at the inbox: one teammate for each workspace, remembered by the browser. */
export function useSignedIn(workspaceId, teammates) {
  const [chosen, setChosen] = useState({});
  const wanted = chosen[workspaceId] ?? window.localStorage.getItem(keyOf(workspaceId));
  const teammate = teammates.find(({ id }) => id === wanted) ?? teammates[0];

  const signIn = (adminId) => {
    window.localStorage.setItem(keyOf(workspaceId), adminId);
    setChosen((others) => ({ ...others, [workspaceId]: adminId }));
  };
  return [teammate?.id, signIn];
}
