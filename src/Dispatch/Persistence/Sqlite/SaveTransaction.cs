using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Dispatch.Persistence.Sqlite;

/// <summary>
/// The writer's transaction, as one of the connection whose save it is: a context takes no other connection's. It is disposed
/// of when all that was executed within it is, whether it was committed, refused or broken off.
/// </summary>
internal sealed class SaveTransaction(KeptConnection of, SqliteTransaction writers, Action over) : DbTransaction
{
    private bool isOver;

    public override IsolationLevel IsolationLevel => writers.IsolationLevel;

    public override bool SupportsSavepoints => writers.SupportsSavepoints;

    protected override DbConnection DbConnection => of;

    public override void Commit() => writers.Commit();

    public override void Rollback() => writers.Rollback();

    public override void Save(string savepointName) => writers.Save(savepointName);

    public override void Rollback(string savepointName) => writers.Rollback(savepointName);

    public override void Release(string savepointName) => writers.Release(savepointName);

    /// <summary>What is not committed is rolled back.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !isOver)
        {
            isOver = true;
            try
            {
                writers.Dispose();
            }
            catch (SqliteException)
            {
                // Why the save failed is what is told; a writer that is still within a transaction is given up.
            }
            finally
            {
                over();
            }
        }
        base.Dispose(disposing);
    }
}
