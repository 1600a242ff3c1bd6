// What knex's better-sqlite3 dialect asks of the package of that name, on Node's own SQLite: nothing is compiled.
const { DatabaseSync } = require("node:sqlite");

/** A prepared statement; `reader` says whether it answers rows. */
class Statement {
  #statement;
  constructor(statement) {
    this.#statement = statement;
  }
  get reader() {
    return this.#statement.columns().length > 0;
  }
  all(...bindings) {
    return this.#statement.all(...bindings.flat());
  }
  run(...bindings) {
    return this.#statement.run(...bindings.flat());
  }
}

module.exports = class Database {
  #database;
  constructor(file) {
    this.#database = new DatabaseSync(file);
  }
  prepare(sql) {
    return new Statement(this.#database.prepare(sql));
  }
  exec(sql) {
    this.#database.exec(sql);
    return this;
  }
  close() {
    this.#database.close();
  }
};
