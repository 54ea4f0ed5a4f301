export const HELP = `Looks after jobs, the work that Callcard has taken on, in the database that DATABASE_URL names. Callcard may run meanwhile.

  npm run jobs -- list [--workspace ID] [--state STATE] [--kind KIND] [--limit N] [--json [--payload]]
  npm run jobs -- show WORKSPACE JOB [--json] [--payload]
  npm run jobs -- redrive WORKSPACE JOB
  npm run jobs -- redrive --all-dead [--workspace ID] [--kind KIND]
  npm run jobs -- drop WORKSPACE JOB

  list            the jobs there are, those first that were due first
  show            all that is known of one job
  redrive         a dead job waits again, with all its attempts, behind the others of its ordering key
  drop            deletes a job for good, dead or waiting: what it was for is not done

  --workspace ID  only those of this workspace of Intercom's
  --state STATE   only those that are waiting, running or dead
  --kind KIND     only those of this kind, such as notification
  --limit N       at most N, 20 unless given
  --json          prints one JSON object a line
  --payload       with what Intercom sent: personal data of your customers
  -h, --help      prints this

A job is waiting (for its time, or behind another of its ordering key), running, or dead: given up, with the reason.
Times are UTC. More is in docs/jobs.md.

Exit codes: 0 done, 2 could not be done.
`;
