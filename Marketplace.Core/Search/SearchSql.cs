namespace Marketplace.Core.Search;

/// <summary>
/// The derived tables of <see cref="PostgresProductIndex"/>: an inverted index that can be thrown away and rebuilt from the catalogue.
/// Executed by the migration; not mapped by EF because nothing but the index reads them.
/// </summary>
public static class SearchSql
{
    public const string Up = """
        create extension if not exists pg_trgm;
        create extension if not exists fuzzystrmatch;
        create schema if not exists search;

        -- Compiling a search takes longer than running it; transactions of a shop never gain by it.
        do $$ begin execute format('alter database %I set jit = off', current_database()); end $$;

        create table search.statistics (
            only_row boolean primary key default true check (only_row),
            documents integer not null,
            total_length bigint not null);
        insert into search.statistics (documents, total_length) values (0, 0);

        -- Dimension 0 holds the stems of words, the others the values of facets; documents is the document frequency.
        create table search.terms (
            id integer generated always as identity primary key,
            dimension smallint not null,
            lexeme text collate "C" not null,
            label text not null,
            documents integer not null default 0,
            unique (dimension, lexeme));
        create index on search.terms (dimension, documents desc) where dimension > 0;

        -- Every form of a word that was met, for prefixes and spelling. No term: a stop word.
        create table search.words (
            word text collate "C" primary key,
            term_id integer references search.terms on delete cascade);
        create index on search.words (term_id);
        create index on search.words using gin (word gin_trgm_ops);

        -- Narrow on purpose: facets are counted over many of its rows. The texts are in contents.
        create table search.documents (
            id integer generated always as identity primary key,
            product_id uuid not null unique,
            seller_id uuid not null,
            title text not null,
            title_key text collate "C" not null,
            facets integer[] not null,
            price_cents bigint not null,
            rating numeric(4,3) not null,
            rating_score bigint not null,
            sales bigint not null,
            published bigint not null,
            length integer not null);
        create index on search.documents (published, product_id);
        create index on search.documents (sales, product_id);
        create index on search.documents (rating_score, product_id);
        create index on search.documents (price_cents, product_id);
        create index on search.documents (title_key);
        create index on search.documents (seller_id);
        create index on search.documents using gin (facets);

        -- The terms are kept so that an update removes exactly what was added.
        create table search.contents (
            document_id integer primary key references search.documents on delete cascade,
            hash bytea not null,
            terms integer[] not null,
            summary text not null,
            body text not null);

        create table search.postings (
            term_id integer not null,
            document_id integer not null,
            tf real not null,
            length integer not null,
            primary key (term_id, document_id) include (tf, length));
        """;

    public const string Down = "drop schema search cascade;";
}
