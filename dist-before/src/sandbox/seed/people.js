import { addBot, addPerson } from '../build/workspace-builder.js';
/** Adds the people. Two of them share a surname, and one keeps the address private. */
export function addPeople(workspace) {
    return {
        ada: workspace.ownerId,
        bruno: addPerson(workspace, 'Bruno Estévez', 'bruno.estevez@example.com'),
        chiara: addPerson(workspace, 'Chiara Fontana', 'chiara.fontana@example.com'),
        dmitri: addPerson(workspace, 'Dmitri Holt', 'dmitri.holt@example.com'),
        elodie: addPerson(workspace, 'Élodie Marchetti', 'elodie.marchetti@example.com'),
        farid: addPerson(workspace, 'Farid Nasser (فريد)', 'farid.nasser@example.com'),
        grace: addPerson(workspace, 'Grace Okafor', 'grace.okafor@example.com'),
        hana: addPerson(workspace, 'Hana Sato', 'hana.sato@example.com'),
        ivar: addPerson(workspace, 'Ivar Holt', 'ivar.holt@example.com'),
        june: addPerson(workspace, 'June Park', null),
        buildBot: addBot(workspace, 'Build reporter'),
    };
}
