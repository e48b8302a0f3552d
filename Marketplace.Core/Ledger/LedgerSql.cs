namespace Marketplace.Core.Ledger;

/// <summary>What the database itself guards (MONEY.md 2): the books only grow, and every entry balances at commit.</summary>
public static class LedgerSql
{
    public const string Create = """
        create function ledger.refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception 'The ledger only grows: % on ledger.% is refused. Book a correcting entry instead.', tg_op, tg_table_name using errcode = 'restrict_violation';
        end $$;

        create trigger entries_only_grow before update or delete on ledger.entries for each row execute function ledger.refuse_change();
        create trigger postings_only_grow before update or delete on ledger.postings for each row execute function ledger.refuse_change();
        create trigger entries_keep before truncate on ledger.entries for each statement execute function ledger.refuse_change();
        create trigger postings_keep before truncate on ledger.postings for each statement execute function ledger.refuse_change();

        create function ledger.check_balance() returns trigger language plpgsql as $$
        declare
            entry uuid := coalesce(to_jsonb(new) ->> 'entry_id', to_jsonb(new) ->> 'id');
        begin
            if (select count(*) from ledger.postings where entry_id = entry) < 2
               or exists (select 1 from ledger.postings where entry_id = entry group by currency having sum(amount_cents) <> 0) then
                raise exception 'Ledger entry % does not balance.', entry using errcode = 'check_violation';
            end if;
            return null;
        end $$;

        create constraint trigger entries_balance after insert on ledger.entries deferrable initially deferred for each row execute function ledger.check_balance();
        create constraint trigger postings_balance after insert on ledger.postings deferrable initially deferred for each row execute function ledger.check_balance();
        """;
}
