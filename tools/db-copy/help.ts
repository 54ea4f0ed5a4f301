export const HELP = `Copies everything that Callcard keeps from one database into another, in either direction.

  npm run db:copy -- FROM TO

  FROM, TO        addresses as in DATABASE_URL: file:./callcard.db or postgres://user:password@host:5432/callcard
  -h, --help      prints this

Stop every Callcard first: what is written to FROM meanwhile is not copied. FROM is only read. TO must not have
anything in it: an empty file or database gets its tables, one with rows is refused. All tables are copied in one
transaction, read again and compared; when anything differs or fails, TO stays without rows.

Exit codes: 0 copied and compared, 2 could not be done.
`;
