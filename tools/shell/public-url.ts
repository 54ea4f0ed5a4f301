export interface UrlFault {
  /** `problem`: Intercom cannot use it. `warning`: it works only with something in front of Callcard. */
  level: 'warning' | 'problem';
  found: string;
  next: string;
}

/** Hosts that lead only to this machine or this network. */
const PRIVATE = [
  /^localhost$|\.localhost$|\.local$|\.internal$/,
  /^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./,
  /^\[(::1?|f[cd][\da-f]{2}:.*|fe80:.*)\]$/,
];

/** Whether only this machine, or its network, can get there. */
export const isPrivateHost = (hostname: string): boolean => PRIVATE.some((pattern) => pattern.test(hostname));

/** What keeps Intercom and browsers from reaching Callcard at this address. */
export function faultsOf(publicUrl: string): UrlFault[] {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const next = 'Give the address of your domain or your tunnel, such as https://callcard.example.com.';
    return [{ level: 'problem', found: `${publicUrl} is not an http or https address`, next }];
  }
  const faults: UrlFault[] = [];
  if (url.protocol !== 'https:') {
    const next = 'Put a proxy or a tunnel with https in front.';
    faults.push({ level: 'problem', found: `${publicUrl} is not https, and Intercom calls nothing else`, next });
  }
  if (isPrivateHost(url.hostname)) {
    const next = 'Use a domain or a tunnel that the internet can reach.';
    faults.push({ level: 'problem', found: `${url.hostname} leads to this machine or network only`, next });
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    const next = 'Leave out everything behind the host.';
    faults.push({ level: 'problem', found: `${url.host} has a user, a query or a fragment with it`, next });
  }
  if (url.pathname !== '/') {
    const next = 'Leave the path out, or have a proxy take it away.';
    faults.push({ level: 'warning', found: `Callcard answers at the root, not at ${url.pathname}`, next });
  }
  return faults;
}
