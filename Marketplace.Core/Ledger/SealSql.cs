namespace Marketplace.Core.Ledger;

/// <summary>What the database itself does for the chain: seals only grow, and an entry queues for its seal in the transaction that writes it.</summary>
public static class SealSql
{
    public const string Create = """
        create trigger seals_only_grow before update or delete on ledger.seals for each row execute function ledger.refuse_change();
        create trigger seller_seals_only_grow before update or delete on ledger.seller_seals for each row execute function ledger.refuse_change();
        create trigger seals_keep before truncate on ledger.seals for each statement execute function ledger.refuse_change();
        create trigger seller_seals_keep before truncate on ledger.seller_seals for each statement execute function ledger.refuse_change();

        create function ledger.queue_for_seal() returns trigger language plpgsql as $$
        begin
            insert into ledger.unsealed (entry_id, booked_at) select id, booked_at from inserted;
            return null;
        end $$;

        create trigger entries_queue_for_seal after insert on ledger.entries referencing new table as inserted
            for each statement execute function ledger.queue_for_seal();

        insert into ledger.unsealed (entry_id, booked_at) select id, booked_at from ledger.entries;
        """;

    public const string Drop = """
        drop trigger entries_queue_for_seal on ledger.entries;
        drop function ledger.queue_for_seal();
        drop trigger seals_only_grow on ledger.seals;
        drop trigger seller_seals_only_grow on ledger.seller_seals;
        drop trigger seals_keep on ledger.seals;
        drop trigger seller_seals_keep on ledger.seller_seals;
        """;
}
