namespace Marketplace.Core.Reviews;

/// <summary>What the migration of reviews brings existing rows up to.</summary>
public static class ReviewSql
{
    /// <summary>Reviews learn their seller, products get the histogram of their reviews. To be run after the columns and tables are there.</summary>
    public const string FillSellersAndTallies =
        """
        update reviews.reviews review set seller_id = product.seller_id from catalog.products product where product.id = review.product_id;
        insert into reviews.rating_tallies (product_id, one, two, three, four, five)
        select product_id, count(*) filter (where rating = 1), count(*) filter (where rating = 2), count(*) filter (where rating = 3),
               count(*) filter (where rating = 4), count(*) filter (where rating = 5)
        from reviews.reviews where hidden_at is null group by product_id
        on conflict (product_id) do nothing;
        """;
}
