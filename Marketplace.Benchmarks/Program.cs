using Marketplace.Benchmarks.Brain;
using Marketplace.Benchmarks.Packages;
using Marketplace.Benchmarks.Search;
using Marketplace.Benchmarks.Selling;

return args switch
{
    ["brain-answers", var folder, var questions] => await BrainAnswersCommand.RunAsync(folder, questions, null),
    ["brain-answers", var folder, var questions, var measured] => await BrainAnswersCommand.RunAsync(folder, questions, measured),
    ["brain-relevance", var folder] => await BrainRelevanceCommand.RunAsync(folder),
    ["brain-speed", .. var sizes] => await BrainSpeedCommand.RunAsync(sizes),
    ["passport", var megabytes] => await PassportCommand.RunAsync(megabytes),
    ["search-relevance", var folder] => await RelevanceCommand.RunAsync(folder),
    ["search-speed", .. var sizes] => await SpeedCommand.RunAsync(sizes),
    ["seller-pages", .. var sizes] => await SellerPagesCommand.RunAsync(sizes),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        passport <megabytes>        time and memory of a look through a made-up package of so much source; needs no database
        brain-answers <folder of entries> <questions.jsonl> [measured.jsonl]   unverified quotes, refusals, answers from the right entry; without a language model
        brain-relevance <folder>    nDCG@10 and recall@10 of the Brain's words, vectors and both, for each set in the folder
        brain-speed [10000 …]       vector search alone, ingest and whole searches over so many made-up chunks
        search-relevance <folder>   nDCG@10 and recall@10 of product search on docs.jsonl, queries.jsonl, qrels.tsv
        search-speed [10000 …]      time of searches with facets over so many made-up products
        seller-pages [100000 [200000 [104]]]   time of the reads behind the pages of one seller with so many sales, of so many in all, over so many weeks; jobs, books and the memory of CSV
        The others need BENCHMARK_DATABASE, a connection string of a PostgreSQL server; they make and drop a database of their own on it.
        """);
    return 2;
}
